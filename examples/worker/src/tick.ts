import { advanceRaces } from '@goated/races'
import type { RecordedEvent } from '@goated/schema'
import { type ReadingTaken, takeReading, type TakeReadingDeps } from './take-reading.ts'

/** What a tick works on. */
export type TickDeps = TakeReadingDeps

export interface TickResult {
  reading: ReadingTaken
  /** Everything that happened, committed, in order. */
  events: RecordedEvent[]
}

/**
 * One tick: start what is due, take a reading into totals, ranks and leaderboards, then settle and complete what the
 * reading allows.
 */
export async function runTick(deps: TickDeps): Promise<TickResult> {
  const { db, clock } = deps
  const before = await advanceRaces(db, { clock })
  const reading = await takeReading(deps)
  const after = await advanceRaces(db, { clock })
  return { reading, events: [...before, ...reading.events, ...after] }
}
