import type { Race } from '@goated/example-contract'
import { useEffect, useReducer, useState } from 'react'
import { useParams } from 'react-router'
import { NotFoundPage } from '../layout/not-found-page.tsx'
import { idFrom } from '../routing/addresses.ts'
import { usePageTitle } from '../routing/use-page-title.ts'
import { FinishedPanel } from './finished-panel.tsx'
import { OtherRacesSection } from './other-races-section.tsx'
import { RaceView } from './race-view.tsx'
import { useBoard } from './use-board.ts'
import { followRace, nothingWatched, type Watch } from './watch.ts'

export function RacePage() {
  const raceId = idFrom(useParams()['raceId'])
  return raceId === null ? <NotFoundPage /> : <OneRace key={raceId} raceId={raceId} />
}

const follow = (watch: Watch, race: Race): Watch => followRace(watch, race, race)

/** One race by its address. It stays that race, whatever happens. */
function OneRace({ raceId }: { raceId: number }) {
  const watched = useBoard(raceId)
  const [watch, see] = useReducer(follow, nothingWatched)
  const [dismissed, setDismissed] = useState(false)
  const race = watched.board?.race
  usePageTitle(race?.title ?? 'Race')
  useEffect(() => {
    if (race) see(race)
  }, [race])

  return (
    <div className="space-y-6">
      {watch.finishedId !== null && !dismissed && (
        <FinishedPanel raceId={raceId} next={null} onDismiss={() => setDismissed(true)} />
      )}
      <RaceView {...watched} nextRace={null} />
      <OtherRacesSection shownId={raceId} />
    </div>
  )
}
