import { DECISION_KINDS, type DecisionKind } from '@goated/schema/vocabulary'
import type { Race } from '../race/race.ts'
import { HELD_BEFORE_DECISION } from '../total/fold.ts'

/** What is for an admin to look at and to let stand. */
const CONFIRMABLE: ReadonlySet<string> = new Set(['unknown_history', 'healed', 'missing_at_settling'])

/** An entrant as far as it tells what an admin may decide. */
export interface Undecided {
  flags: readonly string[]
  /** Readings held back one after the other. */
  heldReadings: number
}

/**
 * What an admin may decide about an entrant now. `rebase` and `accept` are for readings that are held back, from the
 * third in a row on; `confirm` says that somebody has looked and the total stands.
 */
export function dueDecisions(race: Pick<Race, 'status' | 'asOf'>, { flags, heldReadings }: Undecided): DecisionKind[] {
  // A decision takes effect at a reading of a race that can still change.
  if (race.asOf === null || (race.status !== 'live' && race.status !== 'settling')) return []
  return DECISION_KINDS.filter((kind) =>
    kind === 'confirm' ? flags.some((flag) => CONFIRMABLE.has(flag)) : heldReadings >= HELD_BEFORE_DECISION,
  )
}
