import { useEffect, useReducer, useState } from 'react'
import type { Race } from '../api/contract.ts'
import { FinishedPanel } from './finished-panel.tsx'
import { RaceView } from './race-view.tsx'
import { useBoard } from './use-board.ts'
import { followRace, nothingWatched, type Watch } from './watch.ts'

const follow = (watch: Watch, race: Race): Watch => followRace(watch, race, race)

/** One race by its address. It stays that race, whatever happens. */
export function RacePage({ raceId }: { raceId: number }) {
  const watched = useBoard(raceId)
  const [watch, see] = useReducer(follow, nothingWatched)
  const [dismissed, setDismissed] = useState(false)
  const race = watched.board?.race
  useEffect(() => {
    if (race) see(race)
  }, [race])

  return (
    <div className="space-y-6">
      {watch.finishedId !== null && !dismissed && (
        <FinishedPanel raceId={raceId} next={null} onDismiss={() => setDismissed(true)} />
      )}
      <RaceView {...watched} nextRace={null} />
    </div>
  )
}
