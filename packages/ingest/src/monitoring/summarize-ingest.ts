import { type Db, readable } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { ingestRuns, sourceStates } from '@goated/schema/tables'
import { and, desc, eq, sql } from 'drizzle-orm'
import { type IngestBucket, loadIngestBuckets } from './ingest-buckets.ts'
import { summarizeIngestInput, type SummarizeIngestInput } from './inputs.ts'
import { findNewestReadings, type NewestReading } from './newest-readings.ts'

/** A run that raised alarms, stored or not. */
interface RaisedAlarms {
  runId: number
  startedAt: Date
  alarms: string[]
  detail: string | null
}

/** How the readings of a source went, and how they stand now. */
export interface IngestSummary {
  /** Length of a bucket. */
  bucketMs: number
  buckets: IngestBucket[]
  /** The good reading with the newest source time; null before the first. */
  newestReading: NewestReading | null
  /** Runs that failed one after the other until now. */
  failures: number
  /** Nobody asks the upstream before; null when its circuit is closed. */
  openUntil: Date | null
  /** The provider's minimum interval ends then; null when it is over. */
  nextAllowedAt: Date | null
  /** Somebody asked for a reading that no worker has begun yet. */
  requestedAt: Date | null
  /** The latest runs with alarms, whenever they were, at most ten. */
  alarms: RaisedAlarms[]
}

const alarmsMax = 10

/**
 * What a chart of a source's health shows for the runs that began in `[from, to)`, and its state at `now`.
 *
 * @throws INPUT_INVALID
 */
export async function summarizeIngest(db: Db, input: SummarizeIngestInput): Promise<IngestSummary> {
  const { source, from, to, now } = parseInput(summarizeIngestInput, input)
  const newest = (await findNewestReadings(db, { sources: [source] })).get(source)
  const [state] = await db.select(readable(sourceStates)).from(sourceStates).where(eq(sourceStates.source, source))
  const alarms = await db
    .select(
      readable({
        runId: ingestRuns.id,
        startedAt: ingestRuns.startedAt,
        alarms: ingestRuns.alarms,
        detail: ingestRuns.detail,
      }),
    )
    .from(ingestRuns)
    .where(and(eq(ingestRuns.source, source), sql`${ingestRuns.alarms} <> '{}'`))
    .orderBy(desc(ingestRuns.startedAt), desc(ingestRuns.id))
    .limit(alarmsMax)
  const ahead = (at: Date | null | undefined) => (at && at > now ? at : null)
  return {
    ...(await loadIngestBuckets(db, { source, from, to })),
    newestReading: newest ?? null,
    failures: state?.failures ?? 0,
    openUntil: ahead(state?.openUntil),
    nextAllowedAt: ahead(state?.nextAllowedAt),
    requestedAt: state?.requestedAt ?? null,
    alarms,
  }
}
