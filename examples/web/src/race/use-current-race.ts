import type { Race } from '@goated/example-contract'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useReducer } from 'react'
import { callOrNull } from '../api/client.ts'
import { usePollInterval } from '../live/feed-context.ts'
import { useBoard } from './use-board.ts'
import { followRace, nothingWatched, type Watch } from './watch.ts'

type Seen = { watched: Race | null; current: Race | null }

const follow = (watch: Watch, { watched, current }: Seen): Watch => followRace(watch, watched, current)

/** Follows the race that matters now, through its end, to the one after it. */
export function useCurrentRace({ enabled = true }: { enabled?: boolean } = {}) {
  const pollMs = usePollInterval()
  const current = useQuery({
    queryKey: ['current-race'],
    queryFn: ({ signal }) => callOrNull('GET /api/races/current', { signal }),
    enabled,
    refetchInterval: pollMs,
  })
  const [watch, see] = useReducer(follow, nothingWatched)
  const watched = useBoard(watch.raceId)

  const watchedRace = watched.board?.race ?? null
  const currentRace = current.data ?? null
  useEffect(() => see({ watched: watchedRace, current: currentRace }), [watchedRace, currentRace])
  return { watch, watched, current, currentRace }
}
