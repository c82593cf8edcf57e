import { sql } from 'drizzle-orm'
import { type Clock, systemClock } from '../clock.ts'
import type { GoatedError } from '../errors.ts'
import { schemaError } from '../schema-errors.ts'
import { type Db, queryRows } from './db.ts'

/** How far the clock of a process may be from the database's. */
export const CLOCK_TOLERANCE_MS = 5_000

/** What came of comparing the clock of a process with the database's. */
export interface ClockCheck {
  /** How far the process's clock is ahead; negative: behind. What the round trip may explain is left out. */
  offsetMs: number
  /** CLOCK_OFF when it is too far off; null when all is well. Its message tells an operator what to do. */
  off: GoatedError<'CLOCK_OFF'> | null
  /**
   * The database's time from here on, never ahead of it. It follows the machine's steady timer, so a process whose own
   * clock is set meanwhile does not notice.
   */
  clock: Clock
}

/**
 * Compares the clock of this process with the database's. The time that asking takes is not held against it.
 *
 * @param deps.clock a simulated one is taken for right
 */
export async function checkClock(db: Db, deps: { clock?: Clock; toleranceMs?: number } = {}): Promise<ClockCheck> {
  const { clock = systemClock, toleranceMs = CLOCK_TOLERANCE_MS } = deps
  if (clock.simulated) return { offsetMs: 0, off: null, clock }
  let best = await compareOnce(db, clock)
  // An answer that took longer than the tolerance proves little.
  for (let again = 0; again < 2 && best.tookMs > toleranceMs; again++) {
    const next = await compareOnce(db, clock)
    if (next.tookMs < best.tookMs) best = next
  }
  const { offsetMs } = best
  return { offsetMs, off: Math.abs(offsetMs) > toleranceMs ? clockOff(offsetMs) : null, clock: best.clock }
}

/**
 * The time to decide by what is due: the process's, but never later than the database's, so that a clock that is ahead
 * starts, ends and completes nothing early.
 *
 * @throws CLOCK_OFF the clock is ahead by more than the tolerance
 */
export async function readCheckedTime(db: Db, clock: Clock): Promise<Date> {
  const now = clock.now()
  if (clock.simulated) return now
  const databaseTime = await readDatabaseTime(db)
  const aheadMs = now.getTime() - databaseTime
  if (aheadMs > CLOCK_TOLERANCE_MS) throw clockOff(aheadMs)
  return aheadMs > 0 ? new Date(databaseTime) : now
}

async function compareOnce(db: Db, clock: Clock): Promise<{ offsetMs: number; tookMs: number; clock: Clock }> {
  const [before, startedAt] = [clock.now().getTime(), performance.now()]
  const databaseTime = await readDatabaseTime(db)
  const [after, answeredAt] = [clock.now().getTime(), performance.now()]
  // The question was answered at some moment in between, so the offset is one of these.
  const least = Math.min(before, after) - databaseTime
  const most = Math.max(before, after) - databaseTime
  const offsetMs = least > 0 ? least : most < 0 ? most : 0
  const follow = { now: () => new Date(databaseTime + (performance.now() - answeredAt)) }
  return { offsetMs, tookMs: answeredAt - startedAt, clock: follow }
}

/** Milliseconds since 1970. */
async function readDatabaseTime(db: Db): Promise<number> {
  const query = sql`select floor(extract(epoch from clock_timestamp()) * 1000)::bigint::text as now`
  const [row] = await queryRows<{ now: string }>(db, query)
  return parseInt(row?.now ?? '', 10)
}

function clockOff(offsetMs: number): GoatedError<'CLOCK_OFF'> {
  const seconds = Math.round(Math.abs(offsetMs) / 1000)
  const where = offsetMs > 0 ? 'ahead of' : 'behind'
  return schemaError(
    'CLOCK_OFF',
    `This machine's clock is ${seconds} s ${where} the database's. Set the one that is wrong, by NTP for example.`,
    { details: { offsetMs } },
  )
}
