import type { PlayerRace } from '@goated/example-contract'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { call } from '../api/client.ts'
import { AmountText } from '../format/amount-text.tsx'
import { formatCount, isZero } from '../format/amount.ts'
import { formatSpan } from '../format/time.ts'
import { EmptyState } from '../layout/empty-state.tsx'
import { LoadingRows } from '../layout/loading.tsx'
import { SecondaryButton } from '../layout/secondary-button.tsx'
import { archivedRaceAddress, raceAddress } from '../routing/addresses.ts'
import { RulingText } from '../rulings/ruling-text.tsx'

const PAGE_SIZE = 20

/** The races of a player, with what each paid. */
export function PlayerRaces({ username }: { username: string }) {
  const query = useInfiniteQuery({
    queryKey: ['player-races', username],
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/affiliates/:username/races', {
        params: { username },
        query: { limit: PAGE_SIZE, offset: pageParam },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: ({ offset, items, total }) =>
      items.length > 0 && offset + items.length < total ? offset + items.length : undefined,
    refetchInterval: 30_000,
  })
  const races = query.data?.pages.flatMap(({ items }) => items)
  return (
    <section aria-labelledby="races-title" className="overflow-hidden card">
      <h2 id="races-title" className="px-4 pt-4 pb-3 text-xl display sm:px-6 sm:pt-5">
        Races
      </h2>
      {races === undefined ? (
        query.isError ? (
          <EmptyState title="Nothing to show yet">The races appear as soon as the server answers.</EmptyState>
        ) : (
          <LoadingRows rows={3} />
        )
      ) : races.length === 0 ? (
        <EmptyState title="No race yet">A race counts from the first wager inside it.</EmptyState>
      ) : (
        <ul>
          {races.map((race) => (
            <RaceOfPlayer key={race.raceId} race={race} />
          ))}
        </ul>
      )}
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

const places: Record<PlayerRace['status'], string> = {
  upcoming: 'not begun',
  live: 'live now',
  settling: 'being counted',
  completed: 'final',
  cancelled: 'cancelled',
}

function RaceOfPlayer({ race }: { race: PlayerRace }) {
  const { archiveId, raceId, title, startDate, endDate, status, rank, total, prize, currency, rulings } = race
  return (
    <li data-testid="player-race" data-race-id={raceId} className="border-t border-line">
      <Link
        to={archiveId === null ? raceAddress(raceId) : archivedRaceAddress(archiveId)}
        className="grid grid-cols-[3.25rem_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-3 transition-colors hover:bg-raised sm:grid-cols-[4rem_minmax(0,1fr)_auto] sm:gap-x-4 sm:px-6"
      >
        <span className={`text-2xl display numeric ${rank === 1 ? 'text-first' : ''}`}>
          <span className="sr-only">Rank </span>
          {rank === null ? '–' : formatCount(rank)}
        </span>
        <span className="min-w-0">
          <span className="block truncate font-semibold">{title}</span>
          <span className="block truncate text-sm text-muted">
            {formatSpan(startDate, endDate)}
            {status !== 'completed' && `, ${places[status]}`}
          </span>
        </span>
        <span className="text-right">
          {prize !== null && !isZero(prize) && (
            <strong className="block text-gold">
              <span className="sr-only">Won </span>
              <AmountText amount={prize} currency={currency} cents="ifAny" />
            </strong>
          )}
          <span className="block text-sm">
            <AmountText amount={total} currency={currency} />
          </span>
        </span>
      </Link>
      {rulings.length > 0 && (
        <ul
          aria-label={`Decided by staff in ${title}`}
          className="space-y-2 pr-4 pb-3 pl-[4.75rem] text-sm sm:pl-[6.5rem]"
        >
          {rulings.map((ruling, index) => (
            <li key={index} data-testid="ruling">
              <RulingText ruling={ruling} currency={currency} />
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
