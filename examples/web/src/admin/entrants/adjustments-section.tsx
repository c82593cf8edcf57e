import type { Adjustment, AdminRace, EntrantDetail } from '@goated/example-contract'
import { useState } from 'react'
import { formatAmount } from '../../format/amount.ts'
import { useTell } from '../data/use-ask.ts'
import { Button } from '../ui/button.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Instant } from '../ui/instant.tsx'
import { Pill } from '../ui/pill.tsx'
import { ReasonDialog } from '../ui/reason-dialog.tsx'
import { useSay } from '../ui/said.tsx'
import { Section } from '../ui/section.tsx'
import { AdjustDialog } from './adjust-dialog.tsx'

/** What admins added to a total or took from it. */
export function AdjustmentsSection({ race, entrant }: { race: AdminRace; entrant: EntrantDetail }) {
  const [adjusting, setAdjusting] = useState(false)
  const [reverting, setReverting] = useState<Adjustment | null>(null)
  const open = race.status !== 'cancelled' && race.status !== 'completed'
  return (
    <Section
      flush
      title="Adjustments"
      description={
        race.status === 'completed'
          ? 'The race is completed, and its result is not rewritten. To pay differently, void or correct its payouts.'
          : 'Added to the measured total or taken from it. Everybody sees the amount and the reason.'
      }
      actions={open && <Button onClick={() => setAdjusting(true)}>Adjust the total</Button>}
    >
      {entrant.adjustments.length === 0 ? (
        <p className="px-4 pb-5 text-sm text-muted sm:px-6">There are none.</p>
      ) : (
        <DataTable
          caption={`Adjustments of ${entrant.username}`}
          columns={columnsFor(race.currency, open ? setReverting : undefined)}
          rows={entrant.adjustments}
          rowKey={({ id }) => id}
          rowTestId="adjustment-row"
        />
      )}
      {adjusting && <AdjustDialog race={race} entrant={entrant} onClose={() => setAdjusting(false)} />}
      {reverting && <RevertDialog adjustment={reverting} currency={race.currency} onClose={() => setReverting(null)} />}
    </Section>
  )
}

function columnsFor(currency: string, revert: ((adjustment: Adjustment) => void) | undefined): Column<Adjustment>[] {
  return [
    { header: 'Amount', names: true, cell: ({ amount }) => <Signed amount={amount} currency={currency} /> },
    { header: 'Reason', cell: ({ reason }) => <span className="wrap-anywhere">{reason}</span> },
    { header: 'When', cell: ({ createdAt }) => <Instant at={createdAt} /> },
    { header: 'By', cell: ({ createdBy }) => createdBy ?? 'Somebody since deleted' },
    {
      header: 'State',
      cell: ({ revertedAt, revertedBy, revertReason }) =>
        revertedAt === null ? (
          <Pill tone="good">Stands</Pill>
        ) : (
          <span className="text-muted">
            Reverted <Instant at={revertedAt} />
            {revertedBy !== null && ` by ${revertedBy}`}
            {revertReason !== null && <span className="block wrap-anywhere">{revertReason}</span>}
          </span>
        ),
    },
    {
      header: 'Actions',
      actions: true,
      cell: (adjustment) =>
        adjustment.revertedAt === null &&
        revert && (
          <Button
            size="small"
            onClick={() => revert(adjustment)}
            aria-label={`Revert the adjustment of ${formatAmount(adjustment.amount, currency)}`}
          >
            Revert
          </Button>
        ),
    },
  ]
}

function Signed({ amount, currency }: { amount: string; currency: string }) {
  const negative = amount.startsWith('-')
  return (
    <span className={`font-semibold numeric ${negative ? 'text-down' : 'text-up'}`}>
      {!negative && '+'}
      {formatAmount(amount, currency)}
    </span>
  )
}

function RevertDialog(props: { adjustment: Adjustment; currency: string; onClose: () => void }) {
  const { adjustment, currency, onClose } = props
  const revert = useTell('POST /api/admin/adjustments/:id/revert')
  const say = useSay()
  return (
    <ReasonDialog
      title="Revert this adjustment?"
      label="Reason"
      optional
      confirm="Revert"
      keep="Leave it"
      busy={revert.isPending}
      error={revert.error}
      onClose={onClose}
      onConfirm={(reason) =>
        revert.mutate(
          { params: { id: adjustment.id }, body: reason === '' ? {} : { reason } },
          {
            onSuccess: () => {
              onClose()
              say('The adjustment was reverted.')
            },
          },
        )
      }
    >
      <p>
        {formatAmount(adjustment.amount, currency)}, “{adjustment.reason}”, no longer counts. Both stay on record.
      </p>
    </ReasonDialog>
  )
}
