/** Where functions that do work over time get the time from; tests hand in a manual one. */
export interface Clock {
  now(): Date
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() }
