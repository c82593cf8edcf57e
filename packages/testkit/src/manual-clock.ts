import type { Clock } from '@goated/schema'

/** A clock that stands still until it is told otherwise. Its time is simulated: nobody compares it with the database's. */
export interface ManualClock extends Clock {
  /** Moves it by so many milliseconds and returns the new time. */
  advance(ms: number): Date
  /** Moves it to a time, backwards as well. */
  set(date: Date | string): Date
}

/** Makes a clock that shows `start`. */
export function manualClock(start: Date | string): ManualClock {
  let time = instantOf(start)
  return {
    simulated: true,
    // A new Date each time: nobody who keeps or changes one changes another's.
    now: () => new Date(time),
    advance: (ms) => new Date((time += ms)),
    set: (date) => new Date((time = instantOf(date))),
  }
}

function instantOf(date: Date | string): number {
  const time = new Date(date).getTime()
  if (Number.isNaN(time)) throw new RangeError('A manual clock needs a valid date.')
  return time
}
