import type { Counters } from '@goated/schema'
import type { DecisionKind } from '@goated/schema/vocabulary'

/** What one reading says about one player. */
export interface Sample {
  /** Source time, in ms since 1970. */
  at: number
  /** False: the reading was partial, so a player's absence proves nothing. */
  complete: boolean
  /** Null: the reading does not list the player. */
  counters: Counters | null
}

/** The half-open window `[start, end)` that a race total is taken over, in ms since 1970. */
export interface RaceWindow {
  start: number
  end: number
  /** When the player joined, in a race that one must join; the window opens here if that is later than the start. */
  joinedAt?: number | undefined
}

/** What an admin decided about one flagged entrant. */
export interface Decision {
  kind: DecisionKind
  /** Source time of the reading it takes effect at, in ms since 1970; 0: as soon as the rules allow it. */
  from: number
}

/** Readings in order of their source time; of several with the same source time, the first to arrive wins. */
export function orderSamples(samples: readonly Sample[]): Sample[] {
  const first = new Map<number, Sample>()
  for (const sample of samples) if (!first.has(sample.at)) first.set(sample.at, sample)
  return [...first.values()].sort((a, b) => a.at - b.at)
}
