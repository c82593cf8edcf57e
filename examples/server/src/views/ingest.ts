import type {
  IngestHealth,
  IngestRun,
  QuarantinedDetail as QuarantinedDetailJson,
  QuarantinedReading as QuarantinedJson,
} from '@goated/example-contract'
import type { IngestRunRecord, IngestSummary, QuarantinedDetail, QuarantinedReading } from '@goated/ingest'
import { formatAmount } from '@goated/schema'

/** An attempt to take a reading. */
export function ingestRunJson(run: IngestRunRecord): IngestRun {
  return {
    ...run,
    startedAt: run.startedAt.toISOString(),
    finishedAt: run.finishedAt.toISOString(),
    asOf: run.asOf?.toISOString() ?? null,
    sumAllTime: run.sumAllTime === null ? null : formatAmount(run.sumAllTime),
  }
}

/** How the readings of a source went over a span of time. */
export function ingestHealthJson(
  summary: IngestSummary,
  span: { source: string; from: Date; to: Date; stale: boolean },
): IngestHealth {
  return {
    source: span.source,
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    newestReading: summary.newestReading?.asOf.toISOString() ?? null,
    stale: span.stale,
    failures: summary.failures,
    openUntil: summary.openUntil?.toISOString() ?? null,
    nextAllowedAt: summary.nextAllowedAt?.toISOString() ?? null,
    requestedAt: summary.requestedAt?.toISOString() ?? null,
    alarms: [
      ...new Set(summary.alarms.filter(({ startedAt }) => startedAt >= span.from).flatMap(({ alarms }) => alarms)),
    ],
    buckets: summary.buckets.map(({ lastDurationMs: _, ...bucket }) => ({
      ...bucket,
      start: bucket.start.toISOString(),
    })),
  }
}

/** A refused reading without its body. */
export function quarantinedJson(reading: QuarantinedReading): QuarantinedJson {
  const { id, runId, source, reason, bodyBytes, truncated, receivedAt } = reading
  return { id, runId, source, reason, bodyBytes, truncated, receivedAt: receivedAt.toISOString() }
}

/** A refused reading with its body. */
export function quarantinedDetailJson(reading: QuarantinedDetail): QuarantinedDetailJson {
  const { body, shapeDiff, run } = reading
  return { ...quarantinedJson(reading), body, detail: run.detail, shapeDiff }
}
