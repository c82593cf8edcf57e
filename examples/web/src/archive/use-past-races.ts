import { useInfiniteQuery } from '@tanstack/react-query'
import { call } from '../api/client.ts'

export function usePastRaces(pageSize: number) {
  const query = useInfiniteQuery({
    queryKey: ['past-races', pageSize],
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/historical-races', { query: { limit: pageSize, offset: pageParam }, signal }),
    initialPageParam: 0,
    getNextPageParam: ({ offset, items, total }) =>
      items.length > 0 && offset + items.length < total ? offset + items.length : undefined,
    // Races end rarely, and the end of one that is watched refreshes this anyway.
    refetchInterval: 60_000,
  })
  return { ...query, races: query.data?.pages.flatMap(({ items }) => items) }
}
