import { type Clock, type RecordedEvent, systemClock, type TransactionalDb } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { recordEvents } from '@goated/schema/internal'
import { wagerDecisions } from '@goated/schema/tables'
import { raceError } from '../errors.ts'
import { findEntrant } from '../race/find-entrant.ts'
import { lockOpenRaceOfSource } from '../race/lock-race.ts'
import { loadFolds } from '../total/race-folds.ts'
import { rebuildPlayer } from '../total/record-totals.ts'
import { dueDecisions } from './due-decisions.ts'
import { decideEntrantInput, type DecideEntrantInput } from './inputs.ts'

/**
 * Records what an admin decides about a flagged entrant, and recomputes the total from stored samples.
 * `rebase` and `accept` are for readings that are held back, from the third in a row on; `confirm` lets the total of an
 * entrant stand who is flagged `unknown_history`, `healed` or `missing_at_settling`.
 *
 * @throws INPUT_INVALID, RACE_NOT_FOUND, RACE_NOT_OPEN, ENTRANT_NOT_FOUND
 * @throws DECISION_NOT_DUE the entrant is not flagged for it
 */
export async function decideEntrant(
  db: TransactionalDb,
  input: DecideEntrantInput,
  deps: { clock?: Clock } = {},
): Promise<RecordedEvent[]> {
  const { raceId, userId, kind, reason, by } = parseInput(decideEntrantInput, input)
  const now = (deps.clock ?? systemClock).now()
  return db.transaction(async (tx) => {
    const race = await lockOpenRaceOfSource(tx, raceId, ['live', 'settling'])
    const entrant = await findEntrant(tx, raceId, userId)
    const heldReadings = (await loadFolds(tx, raceId, [userId])).get(userId)?.held ?? 0
    const { flags } = entrant
    if (race.asOf === null || !dueDecisions(race, { flags, heldReadings }).includes(kind))
      throw raceError('DECISION_NOT_DUE', 'The entrant is not flagged for this decision.', {
        details: { raceId, userId, kind, held: heldReadings, flags },
      })
    await tx
      .insert(wagerDecisions)
      .values({ raceId, userId, kind, reason, decidedBy: by, effectiveFrom: race.asOf, createdAt: now })
    const events = await rebuildPlayer(
      tx,
      { userId, source: race.source, raceId: kind === 'confirm' ? raceId : null },
      now,
    )
    return recordEvents(tx, [{ name: 'entrant.decided', payload: { raceId, userId, kind } }, ...events], now)
  })
}
