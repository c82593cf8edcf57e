import {
  type Clock,
  type Db,
  type DomainEvent,
  formatAmount,
  readable,
  type RecordedEvent,
  systemClock,
  type TransactionalDb,
} from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { recordEvents } from '@goated/schema/internal'
import { wagerAdjustments, wagerRaceParticipants } from '@goated/schema/tables'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { raceError } from '../errors.ts'
import { findEntrant } from '../race/find-entrant.ts'
import { lockOpenRaceOfSource } from '../race/lock-race.ts'
import type { Race } from '../race/race.ts'
import { rebuildPlayer } from '../total/record-totals.ts'
import { adjustInput, type AdjustInput, revertAdjustmentInput, type RevertAdjustmentInput } from './inputs.ts'

type Adjustment = typeof wagerAdjustments.$inferSelect

/**
 * Adds to an entrant's total, or takes from it, for a reason that everybody sees (`listRulings`).
 *
 * @throws INPUT_INVALID, RACE_NOT_FOUND, ENTRANT_NOT_FOUND
 * @throws RACE_NOT_OPEN the race is completed or cancelled: results are not rewritten, and the message says what to do
 *   instead
 */
export async function adjustTotal(
  db: TransactionalDb,
  input: AdjustInput,
  deps: { clock?: Clock } = {},
): Promise<{ adjustment: Adjustment; events: RecordedEvent[] }> {
  const { raceId, userId, amount, reason, by } = parseInput(adjustInput, input)
  const now = (deps.clock ?? systemClock).now()
  return db.transaction(async (tx) => {
    const race = await lockOpenRaceOfSource(tx, raceId)
    await findEntrant(tx, raceId, userId)
    const [adjustment] = await tx
      .insert(wagerAdjustments)
      .values({ raceId, userId, amount, reason, createdBy: by, createdAt: now })
      .returning(readable(wagerAdjustments))
    if (!adjustment) throw new Error('An inserted adjustment came back empty.')
    const payload = { raceId, userId, adjustmentId: adjustment.id, amount: formatAmount(amount), reason }
    const changed = await applyAdjustment(tx, race, { userId, amount }, now)
    return { adjustment, events: await recordEvents(tx, [{ name: 'total.adjusted', payload }, ...changed], now) }
  })
}

/**
 * Undoes an adjustment; both stay on record.
 *
 * @throws INPUT_INVALID
 * @throws ADJUSTMENT_NOT_FOUND there is none, or it was reverted already
 * @throws RACE_NOT_OPEN the race is completed or cancelled
 */
export async function revertAdjustment(
  db: TransactionalDb,
  input: RevertAdjustmentInput,
  deps: { clock?: Clock } = {},
): Promise<RecordedEvent[]> {
  const { adjustmentId, reason, by } = parseInput(revertAdjustmentInput, input)
  const now = (deps.clock ?? systemClock).now()
  return db.transaction(async (tx) => {
    const [reverted] = await tx
      .update(wagerAdjustments)
      .set({ revertedAt: now, revertedBy: by, revertReason: reason ?? null })
      .where(and(eq(wagerAdjustments.id, adjustmentId), isNull(wagerAdjustments.revertedAt)))
      .returning(readable(wagerAdjustments))
    if (!reverted)
      throw raceError('ADJUSTMENT_NOT_FOUND', 'There is no such adjustment that stands.', {
        details: { adjustmentId },
      })
    const { raceId, userId, amount } = reverted
    const race = await lockOpenRaceOfSource(tx, raceId)
    const changed = await applyAdjustment(tx, race, { userId, amount: -amount }, now)
    return recordEvents(
      tx,
      [{ name: 'adjustment.reverted', payload: { raceId, userId, adjustmentId } }, ...changed],
      now,
    )
  })
}

async function applyAdjustment(
  tx: Db,
  race: Race,
  change: { userId: number; amount: bigint },
  now: Date,
): Promise<DomainEvent[]> {
  const { adjustment, raceId, userId } = wagerRaceParticipants
  await tx
    .update(wagerRaceParticipants)
    .set({ adjustment: sql`${adjustment} + ${formatAmount(change.amount)}::numeric` })
    .where(and(eq(raceId, race.id), eq(userId, change.userId)))
  // Written anew from the samples: a total that was cut off at zero does not say what was measured.
  return rebuildPlayer(tx, { userId: change.userId, source: race.source, raceId: race.id }, now)
}
