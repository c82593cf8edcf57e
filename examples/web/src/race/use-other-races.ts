import { useQueries } from '@tanstack/react-query'
import { call } from '../api/client.ts'
import { otherRaces } from './other-races.ts'

// Races start and end rarely, and when one does this is asked again anyway.
const EVERY_MS = 60_000

/** What else is on or announced; undefined: not known yet. */
export function useOtherRaces(shownId: number) {
  return useQueries({
    queries: (['live', 'upcoming'] as const).map((status) => ({
      queryKey: ['open-races', status],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call('GET /api/races', { query: { status, limit: 100 }, signal }),
      refetchInterval: EVERY_MS,
    })),
    combine: (answers) =>
      otherRaces(
        answers.flatMap(({ data }) => data?.items ?? []),
        shownId,
      ),
  })
}
