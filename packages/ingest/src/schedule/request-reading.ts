import { type Clock, type Db, readable, type RecordedEvent, systemClock, type TransactionalDb } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { CLOCK_TOLERANCE_MS, recordEvents } from '@goated/schema/internal'
import { sourceStates } from '@goated/schema/tables'
import { and, eq, sql } from 'drizzle-orm'
import {
  findReadingRequestInput,
  type FindReadingRequestInput,
  finishReadingRequestInput,
  type FinishReadingRequestInput,
  requestReadingInput,
  type RequestReadingInput,
} from './inputs.ts'

// Who looked at a refused body did not look at whatever the upstream says hours later.
const trustMsMax = 3_600_000

/**
 * Asks for a reading now, of whichever worker leads: it takes the request at its next look, within seconds. Requests
 * that no worker has answered yet are one, and trusted if one of them is.
 *
 * @throws INPUT_INVALID
 */
export async function requestReading(
  db: TransactionalDb,
  input: RequestReadingInput,
  deps: { clock?: Clock } = {},
): Promise<{ requestedAt: Date; trust: boolean; events: RecordedEvent[] }> {
  const { source, trust, requestedBy } = parseInput(requestReadingInput, input)
  const now = (deps.clock ?? systemClock).now()
  return db.transaction(async (tx) => {
    const [state] = await tx
      .insert(sourceStates)
      .values({ source, requestedAt: now, requestedTrust: trust })
      .onConflictDoUpdate({
        target: sourceStates.source,
        set: { requestedAt: now, requestedTrust: sql`${sourceStates.requestedTrust} or ${trust}` },
      })
      .returning({ trust: sourceStates.requestedTrust })
    const payload = { source, trust, requestedBy: requestedBy ?? null }
    const events = await recordEvents(tx, [{ name: 'reading.requested', payload }], now)
    return { requestedAt: now, trust: state?.trust ?? trust, events }
  })
}

/** A request for a reading that has not been taken. */
export interface ReadingRequest {
  requestedAt: Date
  /** What the reading says is stored, though it be hard to believe. */
  trust: boolean
}

/**
 * The request for a reading that has not been taken, for `SchedulerOptions.requestedAt` and the tick itself. Trust does
 * not outlive an hour: after it the reading is taken, and judged as usual.
 *
 * @throws INPUT_INVALID
 */
export async function findReadingRequest(
  db: Db,
  input: FindReadingRequestInput,
  deps: { clock?: Clock } = {},
): Promise<ReadingRequest | null> {
  const { source } = parseInput(findReadingRequestInput, input)
  const [state] = await db
    .select(readable({ requestedAt: sourceStates.requestedAt, trust: sourceStates.requestedTrust }))
    .from(sourceStates)
    .where(eq(sourceStates.source, source))
  if (!state?.requestedAt) return null
  const { requestedAt } = state
  const ageMs = (deps.clock ?? systemClock).now().getTime() - requestedAt.getTime()
  // One from the future would be trusted for as long as it takes to get there.
  return { requestedAt, trust: state.trust && ageMs < trustMsMax && ageMs >= -CLOCK_TOLERANCE_MS }
}

/**
 * Says that a reading was taken as it was asked for. A tick that failed before it could, or came too soon for the
 * upstream, leaves the request to the next one. A request that came meanwhile stays, and with it the trust of both.
 *
 * @throws INPUT_INVALID
 */
export async function finishReadingRequest(db: Db, input: FinishReadingRequestInput): Promise<void> {
  const { source, requestedAt } = parseInput(finishReadingRequestInput, input)
  await db
    .update(sourceStates)
    .set({ requestedAt: null, requestedTrust: false })
    .where(and(eq(sourceStates.source, source), eq(sourceStates.requestedAt, requestedAt)))
}
