import {
  adjustInput,
  type AdjustInput,
  type Clock,
  type Db,
  type DomainEvent,
  formatAmount,
  GoatedError,
  parseInput,
  recordEvents,
  type RecordedEvent,
  revertAdjustmentInput,
  type RevertAdjustmentInput,
  systemClock,
  type TransactionalDb,
} from '@goated/schema'
import { wagerAdjustments, wagerRaceParticipants, wagerRaces } from '@goated/schema/tables'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { publishStandings } from '../standings/publish-standings.ts'
import { findEntrant, lockOpenRace } from './open-race.ts'

type Adjustment = typeof wagerAdjustments.$inferSelect

/**
 * Adds to an entrant's total, or takes from it, for a reason that entrants see. In a race that is completed it goes on
 * record and changes nothing: results are not rewritten.
 *
 * @throws INPUT_INVALID, RACE_NOT_FOUND, ENTRANT_NOT_FOUND
 * @throws RACE_NOT_OPEN the race is cancelled
 */
export async function adjustTotal(
  db: TransactionalDb,
  input: AdjustInput,
  deps: { clock?: Clock } = {},
): Promise<{ adjustment: Adjustment; events: RecordedEvent[] }> {
  const { raceId, userId, amount, reason, by } = parseInput(adjustInput, input)
  const now = (deps.clock ?? systemClock).now()
  return db.transaction(async (tx) => {
    const race = await lockOpenRace(tx, raceId, ['upcoming', 'live', 'settling', 'completed'])
    await findEntrant(tx, raceId, userId)
    const [adjustment] = await tx
      .insert(wagerAdjustments)
      .values({ raceId, userId, amount, reason, createdBy: by, createdAt: now })
      .returning()
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
      .returning()
    if (!reverted)
      throw new GoatedError('ADJUSTMENT_NOT_FOUND', 'There is no such adjustment that stands.', { details: { adjustmentId } })
    const { raceId, userId, amount } = reverted
    const race = await lockOpenRace(tx, raceId, ['upcoming', 'live', 'settling', 'completed'])
    const changed = await applyAdjustment(tx, race, { userId, amount: -amount }, now)
    return recordEvents(tx, [{ name: 'adjustment.reverted', payload: { raceId, userId, adjustmentId } }, ...changed], now)
  })
}

async function applyAdjustment(
  tx: Db,
  race: typeof wagerRaces.$inferSelect,
  change: { userId: number; amount: bigint },
  now: Date,
): Promise<DomainEvent[]> {
  if (race.status === 'completed') return []
  const amount = sql`${formatAmount(change.amount)}::numeric`
  // The measured total cannot be read off one that was cut off at zero, so it is taken from the fold's own record.
  await tx.execute(sql`
    update ${wagerRaceParticipants} as p
    set adjustment = p.adjustment + ${amount},
      total_wager = greatest(m.total + p.adjustment + ${amount}, 0),
      low = greatest(p.low + ${amount}, 0), high = greatest(p.high + ${amount}, 0),
      updated_at = ${now.toISOString()}::timestamptz
    from (
      select coalesce((
        select (f.state ->> 'total')::numeric / 100000000 from goated.wager_race_folds f
        where f.race_id = ${race.id} and f.user_id = ${change.userId}
      ), 0) as total
    ) as m
    where p.race_id = ${race.id} and p.user_id = ${change.userId}`)
  return publishStandings(tx, race, { joined: [], settled: race.settledBy, asOf: race.asOf, now })
}
