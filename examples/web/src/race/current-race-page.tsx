import { useQuery } from '@tanstack/react-query'
import { useEffect, useReducer, useState } from 'react'
import { getJsonOrNull } from '../api/client.ts'
import type { Race } from '../api/contract.ts'
import { PastRacesSection } from '../archive/past-races-section.tsx'
import { EmptyState } from '../layout/empty-state.tsx'
import { usePollInterval } from '../live/feed-context.ts'
import { FinishedPanel } from './finished-panel.tsx'
import { CannotLoad, RaceView, RaceLoading } from './race-view.tsx'
import { useBoard } from './use-board.ts'
import { followRace, nothingWatched, type Watch } from './watch.ts'

type Seen = { watched: Race | null; current: Race | null }

const follow = (watch: Watch, { watched, current }: Seen): Watch => followRace(watch, watched, current)

/** The race that matters now, and the one after it when that one ends. */
export function CurrentRacePage() {
  const pollMs = usePollInterval()
  const current = useQuery({
    queryKey: ['current-race'],
    queryFn: ({ signal }) => getJsonOrNull<Race>('/api/races/current', signal),
    refetchInterval: pollMs,
  })
  const [watch, see] = useReducer(follow, nothingWatched)
  const [dismissed, setDismissed] = useState<number | null>(null)
  const watched = useBoard(watch.raceId)

  const watchedRace = watched.board?.race ?? null
  const currentRace = current.data ?? null
  useEffect(() => see({ watched: watchedRace, current: currentRace }), [watchedRace, currentRace])

  if (watch.raceId === null) {
    if (current.isError) return <CannotLoad error={current.error} retry={() => void current.refetch()} />
    if (current.isPending || current.data !== null) return <RaceLoading />
    return (
      <>
        <h1 className="sr-only">Races</h1>
        <div className="card">
          <EmptyState title="No race is planned">When one is announced, it appears here by itself.</EmptyState>
        </div>
        <PastRacesSection />
      </>
    )
  }

  const { finishedId } = watch
  return (
    <div className="space-y-6">
      {finishedId !== null && finishedId !== dismissed && (
        <FinishedPanel
          raceId={finishedId}
          next={watchedRace !== null && watchedRace.id !== finishedId ? watchedRace : null}
          onDismiss={() => setDismissed(finishedId)}
        />
      )}
      <RaceView
        key={watch.raceId}
        {...watched}
        nextRace={currentRace !== null && currentRace.id !== watch.raceId ? currentRace : null}
      />
      <PastRacesSection />
    </div>
  )
}
