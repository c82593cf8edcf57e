import type { Race } from '@goated/example-contract'

/**
 * Which race the visitor looks at. The server's idea of the current race moves on the moment the next one starts, but
 * somebody who watched a race wants to see it end: it stays on screen through settling, then its winners are shown
 * above the race that follows.
 */
export type Watch = {
  raceId: number | null
  /** The visitor saw this race running, so its end is news. */
  sawRunning: boolean
  finishedId: number | null
}

export const nothingWatched: Watch = { raceId: null, sawRunning: false, finishedId: null }

type Known = Pick<Race, 'id' | 'status'>

export function followRace(watch: Watch, watched: Known | null, current: Known | null): Watch {
  if (watch.raceId === null) return current === null ? watch : switchTo(watch, current)
  if (watched === null || watched.id !== watch.raceId) return watch

  if (watched.status === 'live' || watched.status === 'settling') {
    return watch.sawRunning ? watch : { ...watch, sawRunning: true }
  }
  const finished =
    watched.status === 'completed' && watch.sawRunning ? { ...watch, sawRunning: false, finishedId: watched.id } : watch
  return current !== null && current.id !== watched.id ? switchTo(finished, current) : finished
}

function switchTo(watch: Watch, race: Known): Watch {
  return { ...watch, raceId: race.id, sawRunning: race.status === 'live' || race.status === 'settling' }
}
