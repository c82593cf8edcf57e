import { DECISION_KINDS, type DecisionKind, type wagerRaces } from '@goated/schema/tables'
import { HELD_BEFORE_DECISION } from '../total/fold.ts'

/** An entrant as far as it tells what an admin may decide. */
export interface Undecided {
  flags: readonly string[]
  /** Readings held back one after the other. */
  heldReadings: number
}

/**
 * What an admin may decide about an entrant now. `rebase` and `accept` are for readings that are held back, from the
 * third in a row on; `confirm` lets the credited part of an unknown history stand.
 */
export function dueDecisions(
  race: Pick<typeof wagerRaces.$inferSelect, 'status' | 'asOf'>,
  { flags, heldReadings }: Undecided,
): DecisionKind[] {
  // A decision takes effect at a reading of a race that can still change.
  if (race.asOf === null || (race.status !== 'live' && race.status !== 'settling')) return []
  return DECISION_KINDS.filter((kind) =>
    kind === 'confirm' ? flags.includes('unknown_history') : heldReadings >= HELD_BEFORE_DECISION,
  )
}
