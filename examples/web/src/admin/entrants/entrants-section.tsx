import type { AdminRace, Entrant } from '@goated/example-contract'
import { useCallback } from 'react'
import { Link } from 'react-router'
import { AmountText } from '../../format/amount-text.tsx'
import { formatCount } from '../../format/amount.ts'
import { EmptyState } from '../../layout/empty-state.tsx'
import { useAsk } from '../data/use-ask.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { FilterTabs } from '../ui/filter-tabs.tsx'
import { useListAddress } from '../ui/list-address.ts'
import { Loaded } from '../ui/loaded.tsx'
import { Pager } from '../ui/pager.tsx'
import { Pill } from '../ui/pill.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { Section } from '../ui/section.tsx'
import { Bracket } from './bracket.tsx'
import { FlagPills } from './flag-pills.tsx'

/** The entrants of a race: all, those somebody should look at, those who are out. */
export function EntrantsSection({ race }: { race: AdminRace }) {
  const address = useListAddress()
  const { limit, offset, filter } = address
  const flagged = address.read('flagged') === 'true'
  const disqualified = address.read('disqualified') === 'true'
  const search = address.read('search') ?? ''
  const query = useAsk(
    'GET /api/admin/races/:id/entrants',
    {
      params: { id: race.id },
      query: {
        limit,
        offset,
        ...(flagged ? { flagged: 'true' } : {}),
        ...(disqualified ? { disqualified: 'true' } : {}),
        ...(search === '' ? {} : { search }),
      },
    },
    { everyMs: 15_000, keepPrevious: true },
  )
  const onSearch = useCallback((text: string) => filter({ search: text }), [filter])
  const filtered = flagged || disqualified || search !== ''
  return (
    <div id="entrants">
      <Section
        flush
        title="Entrants"
        actions={
          <div className="w-full sm:w-64">
            <SearchField
              label="Search entrants by name or uid"
              placeholder="Name or uid"
              value={search}
              onSearch={onSearch}
            />
          </div>
        }
      >
        <div className="px-4 pb-4 sm:px-6">
          <FilterTabs
            label="Entrants"
            tabs={[
              {
                label: 'All',
                to: address.withFilter({ flagged: undefined, disqualified: undefined }),
                active: !flagged && !disqualified,
              },
              {
                label: 'Flagged',
                to: address.withFilter({ flagged: 'true', disqualified: undefined }),
                active: flagged,
                count: race.flaggedEntrants,
              },
              {
                label: 'Disqualified',
                to: address.withFilter({ flagged: undefined, disqualified: 'true' }),
                active: disqualified,
              },
            ]}
          />
        </div>
        <Loaded query={query}>
          {({ items, total }) =>
            total === 0 ? (
              <EmptyState title={filtered ? 'Nobody matches' : 'Nobody takes part yet'} />
            ) : (
              <>
                <DataTable
                  caption={`Entrants of ${race.title}`}
                  columns={columnsFor(race)}
                  rows={items}
                  rowKey={({ userId }) => userId}
                  rowTestId="entrant-row"
                />
                <Pager total={total} shown={items.length} address={address} noun={['entrant', 'entrants']} />
              </>
            )
          }
        </Loaded>
      </Section>
    </div>
  )
}

function columnsFor({ id, currency }: AdminRace): Column<Entrant>[] {
  return [
    {
      header: 'Rank',
      cell: ({ rank }) => <span className="font-bold numeric">{rank === null ? '–' : formatCount(rank)}</span>,
    },
    {
      header: 'Player',
      names: true,
      cell: ({ userId, username, uid, nameHidden }) => (
        <>
          <Link
            to={`/admin/races/${id}/entrants/${userId}`}
            className="font-semibold wrap-anywhere underline-offset-4 hover:underline"
          >
            {username}
          </Link>
          <span className="block text-xs font-normal wrap-anywhere text-muted">
            {uid}
            {nameHidden && ', name hidden'}
          </span>
        </>
      ),
    },
    {
      header: 'Total',
      align: 'right',
      cell: ({ total }) => <AmountText amount={total} currency={currency} />,
    },
    { header: 'Between', align: 'right', cell: (entrant) => <Bracket entrant={entrant} currency={currency} /> },
    {
      header: 'Flags',
      cell: ({ flags, disqualifiedAt }) => <FlagPills flags={flags} disqualified={disqualifiedAt !== null} />,
    },
    {
      header: 'Decision',
      cell: ({ decisionsDue }) =>
        decisionsDue.length > 0 ? <Pill tone="warn">Due</Pill> : <span className="text-muted">None</span>,
    },
  ]
}
