import { type Db, readable } from '@goated/schema'
import { ingestRuns, wagerRaces } from '@goated/schema/tables'
import { and, count, desc, eq, inArray } from 'drizzle-orm'

const open = ['upcoming', 'live', 'settling'] as const

/** What all workers of a source have brought about, as the database has it. */
export interface WorkerState {
  /** The newest stored reading; null when there is none. */
  reading: { asOf: Date; listed: number } | null
  openRaces: Record<(typeof open)[number], number>
}

export async function loadWorkerState(db: Db, source: string): Promise<WorkerState> {
  const [run] = await db
    .select(readable({ asOf: ingestRuns.asOf, listed: ingestRuns.listedUsers }))
    .from(ingestRuns)
    .where(and(eq(ingestRuns.source, source), eq(ingestRuns.outcome, 'ok')))
    .orderBy(desc(ingestRuns.id))
    .limit(1)
  const counted = await db
    .select({ status: wagerRaces.status, races: count() })
    .from(wagerRaces)
    .where(and(eq(wagerRaces.source, source), inArray(wagerRaces.status, [...open])))
    .groupBy(wagerRaces.status)
  const racesOf = (status: string) => counted.find((row) => row.status === status)?.races ?? 0
  return {
    reading: run?.asOf ? { asOf: run.asOf, listed: run.listed } : null,
    openRaces: { upcoming: racesOf('upcoming'), live: racesOf('live'), settling: racesOf('settling') },
  }
}
