import { INGEST_OUTCOMES } from '@goated/schema/vocabulary'
import * as z from 'zod'
import { amount, id, instant, instantConversion, pageOf } from './fields.ts'

export const ingestRun = z
  .object({
    id,
    source: z.string(),
    raceId: id.nullable(),
    outcome: z.enum(INGEST_OUTCOMES),
    reason: z.string().nullable(),
    detail: z.string().nullable(),
    startedAt: instant,
    finishedAt: instant,
    durationMs: z.int(),
    asOf: instant.nullable(),
    complete: z.boolean(),
    totalUsers: z.int().nullable(),
    listedUsers: z.int(),
    newUsers: z.int(),
    changedUsers: z.int(),
    sumAllTime: amount.nullable(),
    bodyBytes: z.int(),
    attempts: z.int(),
    alarms: z.array(z.string()),
    quarantineId: id.nullable(),
  })
  .meta({ id: 'IngestRun' })
export type IngestRun = z.input<typeof ingestRun>

export const ingestRunsPage = pageOf(ingestRun).meta({ id: 'IngestRunsPage' })

/** How the readings of a source went over a span of time. */
export const ingestHealth = z
  .object({
    source: z.string(),
    from: instant,
    to: instant,
    newestReading: instant.nullable(),
    stale: z.boolean(),
    failures: z.int().meta({ description: 'Runs that failed one after the other until now.' }),
    openUntil: instant.nullable().meta({ description: 'The circuit breaker is open: nobody asks before.' }),
    nextAllowedAt: instant.nullable(),
    requestedAt: instant.nullable().meta({ description: 'An admin asked for a reading that no worker has taken yet.' }),
    alarms: z.array(z.string()),
    buckets: z.array(
      z.object({
        start: instant,
        ok: z.int(),
        empty: z.int(),
        stale: z.int(),
        failed: z.int(),
        medianDurationMs: z.int().nullable(),
        listedUsers: z.int().nullable(),
      }),
    ),
  })
  .meta({ id: 'IngestHealth' })
export type IngestHealth = z.input<typeof ingestHealth>

export const quarantinedReading = z
  .object({
    id,
    runId: id,
    source: z.string(),
    reason: z.string(),
    bodyBytes: z.int(),
    truncated: z.boolean(),
    receivedAt: instant,
  })
  .meta({ id: 'QuarantinedReading' })
export type QuarantinedReading = z.input<typeof quarantinedReading>

export const quarantinePage = pageOf(quarantinedReading).meta({ id: 'QuarantinePage' })

export const quarantinedDetail = quarantinedReading
  .extend({
    body: z.string(),
    detail: z.string().nullable(),
    shapeDiff: z
      .object({ missing: z.array(z.string()), added: z.array(z.string()) })
      .nullable()
      .meta({ description: 'Key paths against the last good body; null when one of them is not JSON.' }),
  })
  .meta({ id: 'QuarantinedDetail' })
export type QuarantinedDetail = z.input<typeof quarantinedDetail>

export const requestedReading = z.object({ requestedAt: z.codec(z.iso.datetime(), z.date(), instantConversion) })
