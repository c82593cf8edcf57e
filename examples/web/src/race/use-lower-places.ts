import type { Standing } from '@goated/example-contract'
import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call } from '../api/client.ts'
import { usePollInterval } from '../live/feed-context.ts'
import { type Board, LIVE_PLACES, mergePages } from './board.ts'

export const PAGE_PLACES = 50

/** The first `visible` places: the live ones from the board, those below them page by page over HTTP. */
export function useLowerPlaces(board: Board, visible: number) {
  const raceId = board.race.id
  // Below the live places nothing is pushed, so these pages are asked for again at half the pace.
  const pollMs = Math.max(usePollInterval() / 2, 10_000)
  const pageCount = Math.max(0, Math.ceil((visible - LIVE_PLACES) / PAGE_PLACES))

  const pages = useQueries({
    queries: Array.from({ length: pageCount }, (_, index) => {
      const offset = LIVE_PLACES + index * PAGE_PLACES
      return {
        queryKey: ['standings', raceId, offset],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          call('GET /api/races/:id/standings', {
            params: { id: raceId },
            query: { limit: PAGE_PLACES, offset },
            signal,
          }),
        refetchInterval: pollMs,
      }
    }),
  })

  // Somebody crossed into or out of the live places, so the pages below have shifted.
  const client = useQueryClient()
  const lastLive = board.standings[LIVE_PLACES - 1]?.key
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ['standings', raceId] })
  }, [client, raceId, lastLive])

  const loaded = pages.flatMap(({ data }): Standing[][] => (data ? [data.items] : []))
  const lastPage = pages.at(-1)?.data
  return {
    standings: mergePages(board.standings.slice(0, visible), loaded),
    // The page's own count is exact; before there is one, the number of entrants has to do.
    total: lastPage?.total ?? Math.max(board.total, board.standings.length),
    hasMore: visible < (lastPage?.total ?? board.total),
    loading: pages.some(({ isPending }) => isPending),
  }
}
