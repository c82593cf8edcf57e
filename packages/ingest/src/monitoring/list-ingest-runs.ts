import { type Db, readable } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { ingestRuns, quarantinedReadings } from '@goated/schema/tables'
import { and, count, desc, eq, gte, lt } from 'drizzle-orm'
import { listIngestRunsInput, type ListIngestRunsInput } from './inputs.ts'

/** An attempt to take a reading, good or not. */
export interface IngestRunRecord extends Omit<typeof ingestRuns.$inferSelect, 'statsThrough' | 'digest' | 'chain'> {
  durationMs: number
  /** The kept body of a reading that was refused; null when none was kept. */
  quarantineId: number | null
}

/**
 * Attempts to take a reading, the latest first.
 *
 * @throws INPUT_INVALID
 */
export async function listIngestRuns(
  db: Db,
  input: ListIngestRunsInput,
): Promise<{ items: IngestRunRecord[]; total: number }> {
  const { source, outcome, raceId, from, to, limit, offset } = parseInput(listIngestRunsInput, input)
  const where = and(
    source === undefined ? undefined : eq(ingestRuns.source, source),
    outcome === undefined ? undefined : eq(ingestRuns.outcome, outcome),
    raceId === undefined ? undefined : eq(ingestRuns.raceId, raceId),
    from === undefined ? undefined : gte(ingestRuns.startedAt, from),
    to === undefined ? undefined : lt(ingestRuns.startedAt, to),
  )
  const [counted] = await db.select({ total: count() }).from(ingestRuns).where(where)
  const { statsThrough: _, digest: __, chain: ___, ...columns } = readable(ingestRuns)
  const items = await db
    .select({ ...columns, quarantineId: quarantinedReadings.id })
    .from(ingestRuns)
    .leftJoin(quarantinedReadings, eq(quarantinedReadings.runId, ingestRuns.id))
    .where(where)
    .orderBy(desc(ingestRuns.startedAt), desc(ingestRuns.id))
    .limit(limit)
    .offset(offset)
  return {
    items: items.map((run) => ({ ...run, durationMs: run.finishedAt.getTime() - run.startedAt.getTime() })),
    total: counted?.total ?? 0,
  }
}
