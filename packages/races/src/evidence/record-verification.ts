import { type Clock, type Db, type RecordedEvent, systemClock, type TransactionalDb } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { recordEvents } from '@goated/schema/internal'
import { historicalRaces, raceVerifications } from '@goated/schema/tables'
import { and, desc, eq, isNull, notInArray } from 'drizzle-orm'
import { formatDifference } from './difference.ts'
import {
  recordVerificationInput,
  type RecordVerificationInput,
  verifyNewArchivesInput,
  type VerifyNewArchivesInput,
} from './inputs.ts'
import { type Verification, verifyRace } from './verify-race.ts'

// Who wants all of them verifies the race again; these are to show that, and where, something is wrong.
const differencesMax = 20

/**
 * Verifies an archived race and keeps what came of it, in place of what was kept before. Only writing it is a
 * transaction: recomputing a large race takes long.
 *
 * Events: `race.verified` with `raceId` and `ok`, the first time and whenever `ok` is another than before.
 *
 * @returns the verification with at most 20 differences
 * @throws INPUT_INVALID, RACE_NOT_FOUND, RACE_NOT_ARCHIVED
 */
export async function recordVerification(
  db: TransactionalDb,
  input: RecordVerificationInput,
  deps: { clock?: Clock } = {},
): Promise<{ verification: Verification; events: RecordedEvent[] }> {
  const { raceId } = parseInput(recordVerificationInput, input)
  // What is changed after this moment may be missed, so the verification does not vouch for it.
  const now = (deps.clock ?? systemClock).now()
  const verification = await verifyRace(db, raceId, { differencesMax })
  const events = await db.transaction(async (tx) => {
    const isNews = await storeVerification(tx, verification, now)
    return isNews ? recordEvents(tx, [{ name: 'race.verified', payload: { raceId, ok: verification.ok } }], now) : []
  })
  return { verification, events }
}

/**
 * Verifies archived races that never were, the latest first, one after the other. Several processes may do it at once:
 * each looks for the next race when it has time, so now and then two verify the same one. That costs time, but both
 * store the same, and one event tells of it. A lock would have to be held, with a transaction, for as long as
 * recomputing takes.
 *
 * @param input.most how many to try
 * @param deps.onError told when one cannot be verified; the others have their turn. Without it the error is thrown.
 * @throws INPUT_INVALID
 */
export async function verifyNewArchives(
  db: TransactionalDb,
  input: VerifyNewArchivesInput,
  deps: { clock?: Clock; onError?: (error: unknown, raceId: number) => void } = {},
): Promise<RecordedEvent[]> {
  const { most } = parseInput(verifyNewArchivesInput, input)
  const events: RecordedEvent[] = []
  const failed: number[] = []
  for (let tried = 0; tried < most; tried++) {
    const raceId = await findUnverified(db, failed)
    if (raceId === undefined) break
    try {
      events.push(...(await recordVerification(db, { raceId }, deps)).events)
    } catch (error) {
      if (!deps.onError) throw error
      deps.onError(error, raceId)
      failed.push(raceId)
    }
  }
  return events
}

async function findUnverified(db: Db, except: readonly number[]): Promise<number | undefined> {
  const [found] = await db
    .select({ raceId: historicalRaces.raceId })
    .from(historicalRaces)
    .leftJoin(raceVerifications, eq(raceVerifications.raceId, historicalRaces.raceId))
    .where(and(isNull(raceVerifications.raceId), notInArray(historicalRaces.raceId, [...except])))
    .orderBy(desc(historicalRaces.endDate), desc(historicalRaces.id))
    .limit(1)
  return found?.raceId
}

/** True when there was none before, or one that found otherwise. */
async function storeVerification(tx: Db, verification: Verification, now: Date): Promise<boolean> {
  const { raceId, ok, counts, truncated } = verification
  const found = { verifiedAt: now, ok, counts, differences: verification.differences.map(formatDifference), truncated }
  const [first] = await tx
    .insert(raceVerifications)
    .values({ raceId, ...found })
    .onConflictDoNothing()
    .returning({ raceId: raceVerifications.raceId })
  if (first) return true
  const [before] = await tx
    .select({ ok: raceVerifications.ok })
    .from(raceVerifications)
    .where(eq(raceVerifications.raceId, raceId))
    .for('update')
  await tx.update(raceVerifications).set(found).where(eq(raceVerifications.raceId, raceId))
  return before?.ok !== ok
}
