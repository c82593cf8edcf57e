import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { getJson } from '../api/client.ts'
import type { LeaderboardPage, Period } from '../api/contract.ts'
import { useFeedStatus, usePollInterval, useTopic } from '../live/feed-context.ts'

const PAGE_SIZE = 50

export function useLeaderboard(period: Period, search: string) {
  const client = useQueryClient()
  const status = useFeedStatus()
  const pollMs = usePollInterval()

  const query = useInfiniteQuery({
    queryKey: ['leaderboard', period, search],
    queryFn: ({ pageParam, signal }) => {
      const parameters = new URLSearchParams({ limit: String(PAGE_SIZE), offset: String(pageParam) })
      if (search !== '') parameters.set('search', search)
      return getJson<LeaderboardPage>(`/api/leaderboards/${period}?${parameters}`, signal)
    },
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
  const entries = pages
    ?.flatMap(({ items }) => items)
    .filter(({ username }) => !seen.has(username) && seen.add(username))
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
