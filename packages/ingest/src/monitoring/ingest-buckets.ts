import { type Db } from '@goated/schema'
import { queryRows } from '@goated/schema/internal'
import { ingestRuns } from '@goated/schema/tables'
import type { IngestOutcome } from '@goated/schema/vocabulary'
import { sql } from 'drizzle-orm'

/** The runs of one part of a span of time. */
export interface IngestBucket extends Record<IngestOutcome, number> {
  start: Date
  /** Null without a run. */
  medianDurationMs: number | null
  lastDurationMs: number | null
  /** Players in the last good reading; null without one. */
  listedUsers: number | null
}

const bucketsMax = 96
const minuteMs = 60_000

/** The runs of a source that began in `[from, to)`, in at most 96 buckets of whole minutes, the empty ones included. */
export async function loadIngestBuckets(
  db: Db,
  input: { source: string; from: Date; to: Date },
): Promise<{ bucketMs: number; buckets: IngestBucket[] }> {
  const { source, from, to } = input
  const spanMs = to.getTime() - from.getTime()
  const bucketMs = Math.ceil(spanMs / bucketsMax / minuteMs) * minuteMs
  const found = await queryRows<BucketRow>(
    db,
    sql`
    with runs as (
      select id, outcome, started_at, listed_users,
        floor(extract(epoch from started_at - ${from.toISOString()}::timestamptz) * 1000 / ${bucketMs}::bigint)::int as bucket,
        greatest(extract(epoch from finished_at - started_at) * 1000, 0)::int as ms
      from ${ingestRuns}
      where source = ${source} and started_at >= ${from.toISOString()}::timestamptz
        and started_at < ${to.toISOString()}::timestamptz
    )
    select bucket, count(*) filter (where outcome = 'ok')::int as ok,
      count(*) filter (where outcome = 'empty')::int as empty, count(*) filter (where outcome = 'stale')::int as stale,
      count(*) filter (where outcome = 'failed')::int as failed,
      percentile_disc(0.5) within group (order by ms) as median,
      (array_agg(ms order by started_at desc, id desc))[1] as last,
      (array_agg(listed_users order by started_at desc, id desc) filter (where outcome = 'ok'))[1] as listed
    from runs group by bucket`,
  )
  const rows = new Map(found.map((row) => [row.bucket, row]))
  const buckets = Array.from({ length: Math.ceil(spanMs / bucketMs) }, (_, index) =>
    toBucket(new Date(from.getTime() + index * bucketMs), rows.get(index)),
  )
  return { bucketMs, buckets }
}

type BucketRow = Record<IngestOutcome, number> & {
  bucket: number
  median: number
  last: number
  listed: number | null
}

function toBucket(start: Date, row: BucketRow | undefined): IngestBucket {
  return {
    start,
    ok: row?.ok ?? 0,
    empty: row?.empty ?? 0,
    stale: row?.stale ?? 0,
    failed: row?.failed ?? 0,
    medianDurationMs: row?.median ?? null,
    lastDurationMs: row?.last ?? null,
    listedUsers: row?.listed ?? null,
  }
}
