import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { call } from '../api/client.ts'

// Races end rarely, and the end of one that is watched refreshes this anyway.
const EVERY_MS = 60_000

export function usePastRaces(pageSize: number) {
  const query = useInfiniteQuery({
    queryKey: ['past-races', pageSize],
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/historical-races', { query: { limit: pageSize, offset: pageParam }, signal }),
    initialPageParam: 0,
    getNextPageParam: ({ offset, items, total }) =>
      items.length > 0 && offset + items.length < total ? offset + items.length : undefined,
    refetchInterval: EVERY_MS,
  })
  return { ...query, races: query.data?.pages.flatMap(({ items }) => items) }
}

/** What the archive has of one race; undefined: nothing, or not yet. */
export function usePastRace(raceId: number) {
  const query = useQuery({
    queryKey: ['past-races', 'of', raceId],
    queryFn: ({ signal }) => call('GET /api/historical-races', { query: { raceId, limit: 1 }, signal }),
    refetchInterval: EVERY_MS,
  })
  return query.data?.items[0]
}
