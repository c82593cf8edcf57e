/** Where functions that do work over time get the time from; tests hand in a manual one. */
export interface Clock {
  now(): Date
  /**
   * True: the time is made up, as in a test or a simulation. Nobody compares it with the database's then. A clock that
   * does not say so has to agree with the database's.
   */
  simulated?: true | undefined
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => new Date() }
