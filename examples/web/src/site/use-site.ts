import type { Site } from '@goated/example-contract'
import { useQuery } from '@tanstack/react-query'
import { call } from '../api/client.ts'

/** What the operator has set; undefined until the server has said so. It changes only when the server restarts. */
export function useSite(): Site | undefined {
  const { data } = useQuery({
    queryKey: ['site'],
    queryFn: ({ signal }) => call('GET /api/site', { signal }),
    staleTime: 10 * 60_000,
    // Only until it is known.
    refetchInterval: ({ state }) => (state.data ? false : 5_000),
  })
  return data
}
