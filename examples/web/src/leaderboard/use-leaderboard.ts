import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '../api/client.ts'
import { useFeedStatus, usePollInterval, useTopic } from '../live/feed-context.ts'
import type { Period } from '../routing/addresses.ts'

const PAGE_SIZE = 50

export function useLeaderboard(period: Period, search: string) {
  const client = useQueryClient()
  const status = useFeedStatus()
  const pollMs = usePollInterval()

  const query = useInfiniteQuery({
    queryKey: ['leaderboard', period, search],
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/leaderboards/:period', {
        params: { period },
        query: { limit: PAGE_SIZE, offset: pageParam, ...(search === '' ? {} : { search }) },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: ({ offset, items, total }) =>
      items.length > 0 && offset + items.length < total ? offset + items.length : undefined,
    refetchInterval: pollMs,
    placeholderData: (previous, before) => (before?.queryKey[1] === period ? previous : undefined),
  })

  // The message only says that there is a newer version.
  useTopic(`leaderboard:${period}`, ({ type }) => {
    if (type !== 'snapshot') void client.invalidateQueries({ queryKey: ['leaderboard', period] })
  })

  const pages = query.data?.pages
  const seen = new Set<string>()
  // A player can slip from one page to the next between two requests.
  const entries = pages?.flatMap(({ items }) => items).filter(({ key }) => !seen.has(key) && seen.add(key))
  return {
    newest: pages?.[0],
    entries,
    failed: query.isError,
    unreachable: query.isError && status !== 'open',
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    showMore: () => void query.fetchNextPage(),
  }
}
