import type { Race } from '@goated/example-contract'
import { formatCount } from '../format/amount.ts'
import { EmptyState } from '../layout/empty-state.tsx'
import { LoadingRows } from '../layout/loading.tsx'
import { StandingsTable } from './standings-table.tsx'
import { useStandingsSearch } from './use-standings-search.ts'

type Props = { race: Race; search: string; prizeLabel: string; highlight: string | null }

/** What the server finds in the whole race. */
export function SearchedStandings({ race, search, prizeLabel, highlight }: Props) {
  const query = useStandingsSearch(race.id, search)
  const page = query?.data
  if (!page) {
    return query?.isError ? (
      <EmptyState title="The search does not answer">It is tried again by itself.</EmptyState>
    ) : (
      <LoadingRows rows={3} />
    )
  }
  return (
    <>
      <p role="status" className="border-t border-line px-4 py-3 text-sm text-muted numeric sm:px-6">
        {describeMatches(page.total, page.items.length, search)}
      </p>
      {page.items.length > 0 && (
        <StandingsTable
          standings={page.items}
          currency={race.currency}
          caption={`Players whose names begin with ${search}`}
          prizeLabel={prizeLabel}
          highlight={highlight}
        />
      )}
    </>
  )
}

function describeMatches(total: number, shown: number, search: string): string {
  if (total === 0) return `No name in this race begins with “${search}”.`
  const players = `${formatCount(total)} ${total === 1 ? 'player' : 'players'}`
  return shown < total ? `The first ${formatCount(shown)} of ${players}.` : `${players} of this race.`
}
