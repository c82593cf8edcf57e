import {
  type Clock,
  type Db,
  parseInput,
  queryRows,
  recordEvents,
  type RecordedEvent,
  requestReadingInput,
  type RequestReadingInput,
  systemClock,
  takeReadingRequestInput,
  type TakeReadingRequestInput,
  type TransactionalDb,
} from '@goated/schema'
import { sourceStates } from '@goated/schema/tables'
import { eq, sql } from 'drizzle-orm'

// Who looked at a refused body did not look at whatever the upstream says hours later.
const trustMsMax = 3_600_000

/**
 * Asks for a reading now, of whichever worker leads: it takes the request at its next look, within seconds. Requests
 * that no worker has begun yet are one, and trusted if one of them is.
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

/** When a reading was asked for that no worker has begun yet; null when none was. For `SchedulerOptions.requestedAt`. */
export async function readingRequestedAt(db: Db, source: string): Promise<Date | null> {
  const [state] = await db
    .select({ requestedAt: sourceStates.requestedAt })
    .from(sourceStates)
    .where(eq(sourceStates.source, source))
  return state?.requestedAt ?? null
}

/**
 * Takes the request for a reading, so that nobody else does: one request is one tick. Trust does not outlive an hour:
 * after it the reading is taken, and judged as usual.
 *
 * @returns null when nothing was asked for, or another worker has taken it
 * @throws INPUT_INVALID
 */
export async function takeReadingRequest(
  db: Db,
  input: TakeReadingRequestInput,
  deps: { clock?: Clock } = {},
): Promise<{ trust: boolean } | null> {
  const { source } = parseInput(takeReadingRequestInput, input)
  const trustedSince = new Date((deps.clock ?? systemClock).now().getTime() - trustMsMax)
  const [taken] = await queryRows<{ trust: boolean }>(
    db,
    sql`
    with asked as (
      select source, requested_trust and requested_at > ${trustedSince.toISOString()}::timestamptz as trust
      from ${sourceStates} where source = ${source} and requested_at is not null for update
    )
    update ${sourceStates} as s set requested_at = null, requested_trust = false
    from asked where s.source = asked.source
    returning asked.trust`,
  )
  return taken ? { trust: taken.trust } : null
}
