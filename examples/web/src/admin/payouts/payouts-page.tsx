import type { Payout } from '@goated/example-contract'
import { useState } from 'react'
import { EmptyState } from '../../layout/empty-state.tsx'
import { useAsk } from '../data/use-ask.ts'
import { SelectField } from '../ui/choice.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { FilterTabs } from '../ui/filter-tabs.tsx'
import { oneOf, useListAddress } from '../ui/list-address.ts'
import { Loaded } from '../ui/loaded.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Pager } from '../ui/pager.tsx'
import { CorrectDialog } from './correct-dialog.tsx'
import { ExportButton } from './export-button.tsx'
import { payoutColumns } from './payout-columns.tsx'
import { PayoutSums } from './payout-sums.tsx'
import { type Settlement, SettleDialog } from './settle-dialog.tsx'

const statuses = ['owed', 'paid', 'voided'] as const
const labels = { owed: 'Owed', paid: 'Paid', voided: 'Voided' }

export function PayoutsPage() {
  const address = useListAddress()
  const status = oneOf(statuses, address.read('status'))
  const raceId = /^[1-9]\d{0,8}$/.exec(address.read('raceId') ?? '')?.[0]
  const filters = { ...(status === undefined ? {} : { status }), ...(raceId === undefined ? {} : { raceId }) }
  const query = useAsk(
    'GET /api/admin/payouts',
    { query: { limit: address.limit, offset: address.offset, ...filters } },
    { everyMs: 30_000, keepPrevious: true },
  )
  const [settling, setSettling] = useState<{ payout: Payout; as: Settlement } | null>(null)
  const [correcting, setCorrecting] = useState<Payout | null>(null)
  return (
    <>
      <PageHead title="Payouts" actions={<ExportButton filters={filters} />}>
        What is owed and what was paid. Paying is done elsewhere; here it is recorded.
      </PageHead>
      <div className="flex flex-wrap items-center justify-between gap-4">
        <FilterTabs
          label="Payouts by status"
          tabs={[
            { label: 'All', to: address.withFilter({ status: undefined }), active: status === undefined },
            ...statuses.map((value) => ({
              label: labels[value],
              to: address.withFilter({ status: value }),
              active: value === status,
            })),
          ]}
        />
        <RaceFilter raceId={raceId} onChange={(value) => address.filter({ raceId: value })} />
      </div>
      {query.data && <PayoutSums sums={query.data.sums} />}
      <div className="card">
        <Loaded query={query}>
          {({ items, total }) =>
            total === 0 ? (
              <EmptyState title={status === 'owed' ? 'Nothing is owed' : 'There are no such payouts'}>
                {status === undefined && raceId === undefined && 'They appear when a race with prizes is completed.'}
              </EmptyState>
            ) : (
              <>
                <DataTable
                  caption="Payouts"
                  columns={payoutColumns((payout, as) => setSettling({ payout, as }), setCorrecting)}
                  rows={items}
                  rowKey={({ id }) => id}
                  rowTestId="payout-row"
                />
                <Pager total={total} shown={items.length} address={address} noun={['payout', 'payouts']} />
              </>
            )
          }
        </Loaded>
      </div>
      {settling && <SettleDialog payout={settling.payout} as={settling.as} onClose={() => setSettling(null)} />}
      {correcting && <CorrectDialog payout={correcting} onClose={() => setCorrecting(null)} />}
    </>
  )
}

type FilterProps = { raceId: string | undefined; onChange: (raceId: string | undefined) => void }

function RaceFilter({ raceId, onChange }: FilterProps) {
  const { data } = useAsk('GET /api/admin/races', { query: { status: 'completed', limit: 200 } })
  const races = (data?.items ?? []).map(({ id, title }) => ({ value: String(id), label: `${title} (No. ${id})` }))
  const known = raceId === undefined || races.some(({ value }) => value === raceId)
  return (
    <div className="w-full sm:w-72">
      <SelectField
        label="Race"
        hideLabel
        value={raceId ?? ''}
        onChange={(value) => onChange(value === '' ? undefined : value)}
        options={[
          { value: '', label: 'All races' },
          ...(known ? [] : [{ value: raceId, label: `Race No. ${raceId}` }]),
          ...races,
        ]}
      />
    </div>
  )
}
