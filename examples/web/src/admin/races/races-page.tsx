import type { AdminRace } from '@goated/example-contract'
import { Link } from 'react-router'
import { AmountText } from '../../format/amount-text.tsx'
import { formatCount } from '../../format/amount.ts'
import { EmptyState } from '../../layout/empty-state.tsx'
import { useAsk } from '../data/use-ask.ts'
import { ButtonLink } from '../ui/button.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { FilterTabs } from '../ui/filter-tabs.tsx'
import { Instant } from '../ui/instant.tsx'
import { oneOf, useListAddress } from '../ui/list-address.ts'
import { Loaded } from '../ui/loaded.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { Pager } from '../ui/pager.tsx'
import { Pill } from '../ui/pill.tsx'
import { RaceStatus, statusNames } from './race-status.tsx'

const statuses = ['upcoming', 'live', 'settling', 'completed', 'cancelled'] as const

export function RacesPage() {
  const address = useListAddress(25)
  const status = oneOf(statuses, address.read('status'))
  const { limit, offset } = address
  const query = useAsk(
    'GET /api/admin/races',
    { query: { limit, offset, ...(status === undefined ? {} : { status }) } },
    { everyMs: 30_000, keepPrevious: true },
  )
  return (
    <>
      <PageHead
        title="Races"
        actions={
          <ButtonLink to="/admin/races/new" look="primary">
            New race
          </ButtonLink>
        }
      />
      <FilterTabs
        label="Races by status"
        tabs={[
          { label: 'All', to: address.withFilter({ status: undefined }), active: status === undefined },
          ...statuses.map((value) => ({
            label: statusNames[value],
            to: address.withFilter({ status: value }),
            active: value === status,
          })),
        ]}
      />
      <div className="card">
        <Loaded query={query}>
          {({ items, total }) =>
            total === 0 ? (
              <EmptyState
                title={
                  status === undefined ? 'There is no race yet' : `No race is ${statusNames[status].toLowerCase()}`
                }
              >
                {status === undefined && 'Create the first one, or a series that goes on by itself.'}
              </EmptyState>
            ) : (
              <>
                <DataTable
                  caption="Races"
                  columns={columns}
                  rows={items}
                  rowKey={({ id }) => id}
                  rowTestId="race-row"
                />
                <Pager total={total} shown={items.length} address={address} noun={['race', 'races']} />
              </>
            )
          }
        </Loaded>
      </div>
    </>
  )
}

const columns: Column<AdminRace>[] = [
  {
    header: 'Race',
    names: true,
    cell: ({ id, title, seriesId }) => (
      <>
        <Link to={`/admin/races/${id}`} className="font-semibold wrap-anywhere underline-offset-4 hover:underline">
          {title}
        </Link>
        <span className="block text-xs font-normal text-muted numeric">
          No. {id}
          {seriesId !== null && `, series ${seriesId}`}
        </span>
      </>
    ),
  },
  { header: 'Status', cell: ({ status }) => <RaceStatus status={status} /> },
  { header: 'Starts', cell: ({ startDate }) => <Instant at={startDate} /> },
  { header: 'Ends', cell: ({ endDate }) => <Instant at={endDate} /> },
  {
    header: 'Pool',
    align: 'right',
    cell: ({ prizePool, currency }) => <AmountText amount={prizePool} currency={currency} cents="ifAny" />,
  },
  {
    header: 'Entrants',
    align: 'right',
    cell: ({ entrants }) => <span className="numeric">{formatCount(entrants)}</span>,
  },
  {
    header: 'To do',
    cell: ({ flaggedEntrants, payoutsOwed }) => (
      <span className="inline-flex flex-wrap justify-end gap-1 @3xl:justify-start">
        {flaggedEntrants > 0 && <Pill tone="warn">{formatCount(flaggedEntrants)} flagged</Pill>}
        {payoutsOwed > 0 && <Pill tone="warn">{formatCount(payoutsOwed)} owed</Pill>}
        {flaggedEntrants + payoutsOwed === 0 && <span className="text-muted">Nothing</span>}
      </span>
    ),
  },
]
