import type { Race } from '@goated/example-contract'
import { useQuery } from '@tanstack/react-query'
import { callOrNull } from '../api/client.ts'
import { usePollInterval } from '../live/feed-context.ts'

const NEIGHBOURS = 2

/** Where a player stands, with the neighbours. Data is null for a player who is not in the race. */
export function useFoundPlayer(race: Race, player: string | null) {
  const pollMs = usePollInterval()
  const name = player?.toLowerCase() ?? ''
  return useQuery({
    queryKey: ['around', race.id, name, race.updatedAt],
    queryFn: ({ signal }) =>
      callOrNull('GET /api/races/:id/standings/around/:username', {
        params: { id: race.id, username: player ?? '' },
        query: { radius: NEIGHBOURS },
        signal,
      }),
    enabled: player !== null,
    refetchInterval: Math.max(pollMs / 4, 5_000),
    // A new reading is a new question; the last answer stays up until the next one is here.
    placeholderData: (previous, query) => (query?.queryKey[2] === name ? previous : undefined),
  })
}
