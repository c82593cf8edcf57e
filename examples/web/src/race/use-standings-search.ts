import { useQuery } from '@tanstack/react-query'
import { call } from '../api/client.ts'
import { usePollInterval } from '../live/feed-context.ts'

const MATCHES = 50

/** Players of the whole race whose names begin with a text. Null while nothing is searched for. */
export function useStandingsSearch(raceId: number, search: string) {
  const pollMs = Math.max(usePollInterval() / 2, 10_000)
  const query = useQuery({
    queryKey: ['standings-search', raceId, search],
    queryFn: ({ signal }) =>
      call('GET /api/races/:id/standings', { params: { id: raceId }, query: { search, limit: MATCHES }, signal }),
    enabled: search !== '',
    refetchInterval: pollMs,
    placeholderData: (previous, before) => (before?.queryKey[1] === raceId ? previous : undefined),
  })
  return search === '' ? null : query
}
