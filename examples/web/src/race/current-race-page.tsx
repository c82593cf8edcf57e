import { useState } from 'react'
import { PastRacesSection } from '../archive/past-races-section.tsx'
import { EmptyState } from '../layout/empty-state.tsx'
import { PageLoading } from '../layout/loading.tsx'
import { usePageTitle } from '../routing/use-page-title.ts'
import { FinishedPanel } from './finished-panel.tsx'
import { OtherRacesSection } from './other-races-section.tsx'
import { CannotLoad, RaceView } from './race-view.tsx'
import { useCurrentRace } from './use-current-race.ts'

/** The race that matters now, and the one after it when that one ends. */
export function CurrentRacePage() {
  const { watch, watched, current, currentRace } = useCurrentRace()
  const [dismissed, setDismissed] = useState<number | null>(null)
  const watchedRace = watched.board?.race ?? null
  usePageTitle(watchedRace?.title ?? null)

  if (watch.raceId === null) {
    if (current.isError) return <CannotLoad error={current.error} retry={() => void current.refetch()} />
    if (current.isPending || current.data !== null) return <PageLoading />
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
      <OtherRacesSection shownId={watch.raceId} />
      <PastRacesSection />
    </div>
  )
}
