import type { Race } from '@goated/example-contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { call } from '../api/client.ts'
import { SecondaryButton } from '../layout/secondary-button.tsx'
import { PlayerName } from '../player/player-name.tsx'
import { RulingText } from './ruling-text.tsx'

const PAGE_SIZE = 20

/** What staff did to totals of a race, for everybody to see. Nothing where they did nothing. */
export function RulingsSection({ race }: { race: Pick<Race, 'id' | 'currency'> }) {
  const query = useInfiniteQuery({
    queryKey: ['rulings', race.id],
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/races/:id/rulings', {
        params: { id: race.id },
        query: { limit: PAGE_SIZE, offset: pageParam },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: ({ offset, items, total }) =>
      items.length > 0 && offset + items.length < total ? offset + items.length : undefined,
    refetchInterval: 30_000,
  })
  const rulings = query.data?.pages.flatMap(({ items }) => items) ?? []
  if (rulings.length === 0) return null
  return (
    <section aria-labelledby="rulings-title" className="overflow-hidden card" data-testid="rulings">
      <h2 id="rulings-title" className="px-4 pt-4 text-xl display sm:px-6 sm:pt-5">
        Decided by staff
      </h2>
      <p className="px-4 pt-1 pb-3 text-sm text-muted sm:px-6">
        What staff added, took or decided in this race. It is part of the totals above.
      </p>
      <ul>
        {rulings.map((ruling, index) => (
          <li
            key={index}
            data-testid="ruling"
            className="grid gap-x-4 gap-y-1 border-t border-line px-4 py-3 text-sm sm:grid-cols-[12rem_minmax(0,1fr)] sm:px-6"
          >
            <PlayerName player={ruling} className="font-medium" />
            <span className="min-w-0">
              <RulingText ruling={ruling} currency={race.currency} />
            </span>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <div className="border-t border-line px-4 py-4 sm:px-6">
          <SecondaryButton onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
            Show more
          </SecondaryButton>
        </div>
      )}
    </section>
  )
}
