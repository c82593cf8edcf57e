import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { call, callOrNull } from '../api/client.ts'

const PAGE_SIZE = 50
// The result stays; only its check comes a little later.
const EVERY_MS = 60_000

/** An archived race with its final standings, page by page. */
export function useArchivedRace(archiveId: number) {
  const query = useInfiniteQuery({
    queryKey: ['archived-race', archiveId],
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/historical-races/:id', {
        params: { id: archiveId },
        query: { limit: PAGE_SIZE, offset: pageParam },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: ({ participants: { offset, items, total } }) =>
      items.length > 0 && offset + items.length < total ? offset + items.length : undefined,
    refetchInterval: EVERY_MS,
  })
  return {
    ...query,
    race: query.data?.pages[0],
    standings: query.data?.pages.flatMap(({ participants }) => participants.items) ?? [],
  }
}

/** What came of computing the result again; null: not done yet. */
export function useVerification(archiveId: number) {
  return useQuery({
    queryKey: ['verification', archiveId],
    queryFn: ({ signal }) =>
      callOrNull('GET /api/historical-races/:id/verification', { params: { id: archiveId }, signal }),
    refetchInterval: EVERY_MS,
  })
}

/** The rules and prizes of the race that was archived. */
export function useRaceOf(raceId: number | undefined) {
  return useQuery({
    queryKey: ['race', raceId],
    queryFn: ({ signal }) => callOrNull('GET /api/races/:id', { params: { id: raceId ?? 0 }, signal }),
    enabled: raceId !== undefined,
  })
}
