import type { Db } from '@goated/schema'
import { ingestRuns } from '@goated/schema/tables'
import { and, desc, eq, lt } from 'drizzle-orm'

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
  const [run] = await tx
    .select({
      id: ingestRuns.id,
      asOf: ingestRuns.asOf,
      chain: ingestRuns.chain,
      listedUsers: ingestRuns.listedUsers,
      sumAllTime: ingestRuns.sumAllTime,
    })
    .from(ingestRuns)
    .where(stored(source))
    .orderBy(by === 'arrival' ? desc(ingestRuns.id) : desc(ingestRuns.asOf))
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

/** Source time of the stored reading just before a moment. */
export async function previousTime(tx: Db, source: string, asOf: Date): Promise<Date | null> {
  const [run] = await tx
    .select({ asOf: ingestRuns.asOf })
    .from(ingestRuns)
    .where(and(stored(source), lt(ingestRuns.asOf, asOf)))
    .orderBy(desc(ingestRuns.asOf))
    .limit(1)
  return run?.asOf ?? null
}

function stored(source: string) {
  return and(eq(ingestRuns.source, source), eq(ingestRuns.outcome, 'ok'))
}
