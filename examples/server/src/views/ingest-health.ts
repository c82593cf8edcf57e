import type { IngestSummary } from '@goated/ingest'

/** How the readings of a source went over a span of time. */
export function ingestHealth(summary: IngestSummary, span: { source: string; from: Date; to: Date; stale: boolean }) {
  const raised = summary.alarms.filter(({ startedAt }) => startedAt >= span.from)
  return {
    ...summary,
    ...span,
    newestReading: summary.newestReading?.asOf ?? null,
    alarms: [...new Set(raised.flatMap(({ alarms }) => alarms))],
  }
}
