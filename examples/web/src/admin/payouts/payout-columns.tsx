import type { Payout } from '@goated/example-contract'
import { Link } from 'react-router'
import { AmountText } from '../../format/amount-text.tsx'
import { formatAmount } from '../../format/amount.ts'
import { Button } from '../ui/button.tsx'
import type { Column } from '../ui/data-table.tsx'
import { Instant } from '../ui/instant.tsx'
import { Pill, type Tone } from '../ui/pill.tsx'
import type { Settlement } from './settle-dialog.tsx'

const states: Record<Payout['status'], { label: string; tone: Tone }> = {
  owed: { label: 'Owed', tone: 'warn' },
  paid: { label: 'Paid', tone: 'good' },
  voided: { label: 'Voided', tone: 'plain' },
}

const entryNames: Record<Payout['entries'][number]['kind'], string> = {
  paid: 'Paid',
  voided: 'Voided',
  corrected: 'Corrected',
}

export function payoutColumns(
  settle: (payout: Payout, as: Settlement) => void,
  correct: (payout: Payout) => void,
): Column<Payout>[] {
  return [
    {
      header: 'Winner',
      names: true,
      cell: ({ raceId, userId, username }) => (
        <Link
          to={`/admin/races/${raceId}/entrants/${userId}`}
          className="font-semibold wrap-anywhere underline-offset-4 hover:underline"
        >
          {username}
        </Link>
      ),
    },
    {
      header: 'Race',
      cell: ({ raceId, raceTitle, place }) => (
        <>
          <Link to={`/admin/races/${raceId}`} className="wrap-anywhere underline-offset-4 hover:underline">
            {raceTitle}
          </Link>
          <span className="block text-xs text-muted numeric">
            No. {raceId}, place {place}
          </span>
        </>
      ),
    },
    {
      header: 'Amount',
      align: 'right',
      cell: ({ amount, currency }) => (
        <span className="font-semibold">
          <AmountText amount={amount} currency={currency} />
        </span>
      ),
    },
    { header: 'State', cell: ({ status }) => <Pill tone={states[status].tone}>{states[status].label}</Pill> },
    {
      header: 'Record',
      cell: ({ createdAt, entries }) =>
        entries.length === 0 ? (
          <span className="text-muted">
            Owed since <Instant at={createdAt} />
          </span>
        ) : (
          <ol className="space-y-1">
            {entries.map(({ id, kind, reference, recordedBy, createdAt: at }) => (
              <li key={id}>
                {entryNames[kind]} <Instant at={at} />
                {recordedBy !== null && <span className="text-muted"> by {recordedBy}</span>}
                {reference !== null && <span className="block text-xs wrap-anywhere text-muted">{reference}</span>}
              </li>
            ))}
          </ol>
        ),
    },
    {
      header: 'Actions',
      actions: true,
      cell: (payout) =>
        payout.status === 'owed' ? (
          <span className="inline-flex gap-2">
            <Button size="small" onClick={() => settle(payout, 'paid')} aria-label={`Mark paid: ${nameOf(payout)}`}>
              Mark paid
            </Button>
            <Button
              size="small"
              look="quiet"
              onClick={() => settle(payout, 'voided')}
              aria-label={`Void: ${nameOf(payout)}`}
            >
              Void
            </Button>
          </span>
        ) : (
          <Button size="small" look="quiet" onClick={() => correct(payout)} aria-label={`Correct: ${nameOf(payout)}`}>
            Correct
          </Button>
        ),
    },
  ]
}

function nameOf({ username, amount, currency, raceId }: Payout): string {
  return `${formatAmount(amount, currency)} to ${username}, race ${raceId}`
}
