import type { Race } from '@goated/example-contract'
import { describe, expect, it } from 'vitest'
import { followRace, nothingWatched } from './watch.ts'

const race = (id: number, status: Race['status']) => ({ id, status })

describe('followRace', () => {
  const watching = followRace(nothingWatched, null, race(1, 'live'))

  it('starts with the current race', () => {
    expect(watching).toEqual({ raceId: 1, sawRunning: true, finishedId: null })
    expect(followRace(nothingWatched, null, null)).toBe(nothingWatched)
  })

  it('stays while the race settles, although the next one already runs', () => {
    expect(followRace(watching, race(1, 'settling'), race(2, 'live'))).toEqual(watching)
  })

  it('announces the finish and moves on to the race that follows', () => {
    expect(followRace(watching, race(1, 'completed'), race(2, 'live'))).toEqual({
      raceId: 2,
      sawRunning: true,
      finishedId: 1,
    })
  })

  it('keeps the finished race on screen while there is no other, and leaves when one comes', () => {
    const alone = followRace(watching, race(1, 'completed'), race(1, 'completed'))
    expect(alone).toEqual({ raceId: 1, sawRunning: false, finishedId: 1 })
    expect(followRace(alone, race(1, 'completed'), race(2, 'upcoming'))).toEqual({
      raceId: 2,
      sawRunning: false,
      finishedId: 1,
    })
  })

  it('makes no news of a race that was over when the visitor came', () => {
    const late = followRace(nothingWatched, null, race(1, 'completed'))
    expect(followRace(late, race(1, 'completed'), race(1, 'completed')).finishedId).toBeNull()
  })

  it('sees a race that was upcoming at first', () => {
    const early = followRace(nothingWatched, null, race(1, 'upcoming'))
    const running = followRace(early, race(1, 'live'), race(1, 'live'))
    expect(followRace(running, race(1, 'completed'), race(1, 'completed')).finishedId).toBe(1)
  })

  it('leaves a cancelled race without calling it finished', () => {
    expect(followRace(watching, race(1, 'cancelled'), race(2, 'upcoming'))).toEqual({
      raceId: 2,
      sawRunning: false,
      finishedId: null,
    })
  })

  it('ignores the details of a race it no longer watches', () => {
    expect(followRace(watching, race(9, 'completed'), race(9, 'completed'))).toBe(watching)
  })
})
