import { type Db, readable } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { ingestRuns } from '@goated/schema/tables'
import { and, asc, desc, eq, gt, inArray, lt, type SQL } from 'drizzle-orm'
import { findReadingRequestInput, type FindReadingRequestInput } from '../schedule/inputs.ts'

/** A stored reading, as far as the next one builds on it. */
export interface StoredRun {
  id: number
  asOf: Date
  chain: string | null
  listedUsers: number
  sumAllTime: bigint
}

/** Leaves a row for a run, whatever its outcome. Returns its id. */
export async function recordRun(tx: Db, run: typeof ingestRuns.$inferInsert): Promise<number> {
  const [recorded] = await tx.insert(ingestRuns).values(run).returning({ id: ingestRuns.id })
  if (!recorded) throw new Error('An inserted run came back without its id.')
  return recorded.id
}

/** The stored reading that arrived last, or the one with the newest source time; null when there is none. */
export async function newestRun(tx: Db, source: string, by: 'arrival' | 'sourceTime'): Promise<StoredRun | null> {
  return findRun(tx, stored(source), desc(by === 'arrival' ? ingestRuns.id : ingestRuns.asOf))
}

/** The stored reading just before a moment of source time. */
export async function runBefore(tx: Db, source: string, asOf: Date): Promise<StoredRun | null> {
  return findRun(tx, and(stored(source), lt(ingestRuns.asOf, asOf)), desc(ingestRuns.asOf))
}

/** The stored reading just after a moment of source time; null when there is none. */
export async function runAfter(tx: Db, source: string, asOf: Date): Promise<StoredRun | null> {
  return findRun(tx, and(stored(source), gt(ingestRuns.asOf, asOf)), asc(ingestRuns.asOf))
}

/** The last complete reading before a moment of source time. */
export async function completeRunBefore(tx: Db, source: string, asOf: Date): Promise<StoredRun | null> {
  return findRun(
    tx,
    and(stored(source), eq(ingestRuns.complete, true), lt(ingestRuns.asOf, asOf)),
    desc(ingestRuns.asOf),
  )
}

async function findRun(tx: Db, where: SQL | undefined, order: SQL): Promise<StoredRun | null> {
  const [run] = await tx
    .select(
      readable({
        id: ingestRuns.id,
        asOf: ingestRuns.asOf,
        chain: ingestRuns.chain,
        listedUsers: ingestRuns.listedUsers,
        sumAllTime: ingestRuns.sumAllTime,
      }),
    )
    .from(ingestRuns)
    .where(where)
    .orderBy(order)
    .limit(1)
  if (!run?.asOf) return null
  return { ...run, asOf: run.asOf, sumAllTime: run.sumAllTime ?? 0n }
}

/** Whether a reading with this source time is stored already. */
export async function isStored(tx: Db, source: string, asOf: Date): Promise<boolean> {
  const found = await tx
    .select({ id: ingestRuns.id })
    .from(ingestRuns)
    .where(and(stored(source), eq(ingestRuns.asOf, asOf)))
  return found.length > 0
}

/**
 * When the last run of a source began that found its upstream well, in whatever process; null when there is none.
 *
 * @throws INPUT_INVALID
 */
export async function findLastRunAt(db: Db, input: FindReadingRequestInput): Promise<Date | null> {
  const { source } = parseInput(findReadingRequestInput, input)
  const [run] = await db
    .select(readable({ startedAt: ingestRuns.startedAt }))
    .from(ingestRuns)
    .where(and(eq(ingestRuns.source, source), inArray(ingestRuns.outcome, ['ok', 'stale'])))
    .orderBy(desc(ingestRuns.startedAt))
    .limit(1)
  return run?.startedAt ?? null
}

function stored(source: string) {
  return and(eq(ingestRuns.source, source), eq(ingestRuns.outcome, 'ok'))
}
