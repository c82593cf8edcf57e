import { type Clock, type Projection, systemClock, type TransactionalDb } from '@goated/schema'
import { admitFetch } from './admission/admit-fetch.ts'
import { type CircuitOptions, countSuccess } from './admission/circuit.ts'
import type { HttpReaderOptions } from './http/http-reader.ts'
import { describeDrift, learnShape } from './json/body-shape.ts'
import { readSource } from './reading/read-once.ts'
import type { Lease } from './schedule/lease.ts'
import { credentialAlarms } from './source/credential-alarms.ts'
import type { CumulativeSource } from './source/source.ts'
import type { AccountCache } from './store/known-accounts.ts'
import { recordRefusal } from './store/record-refusal.ts'
import { retryConflicts } from './store/retry-conflicts.ts'
import { counterMismatch, recordMismatch, SOURCE_MISMATCH } from './store/source-mismatch.ts'
import { storeReading, type StoreReadingResult } from './store/store-reading.ts'
import { joinDetails, type NotStored } from './store/store-result.ts'

export interface IngestDeps {
  clock?: Clock
  /** Run in this order inside the transaction that stores the reading. */
  projections?: readonly Projection[]
  /** Kept between runs of one process; see `createAccountCache`. */
  cache?: AccountCache
  http?: HttpReaderOptions
  /** The lease that this is done under: whoever has lost it stores nothing. */
  lease?: Pick<Lease, 'name' | 'fence'> | undefined
  circuit?: CircuitOptions | undefined
  /** Asks the upstream although its circuit is open. */
  force?: boolean | undefined
  /** An operator has looked: a reading that jumps, falls or shrinks beyond belief is stored all the same. */
  trust?: boolean | undefined
}

/**
 * How a run ended. Everything but `ok` left stored data untouched, with the reason on record. Without a request, and
 * without a record, end runs whose upstream may not be asked yet: `againAt` says when.
 */
export type IngestResult = StoreReadingResult & { source: string; startedAt: Date; detail?: string; againAt?: Date }

/**
 * Takes one reading of a source and stores it: fetch, validate, normalise, match, diff, store, project.
 * A failed or suspicious reading changes nothing, is kept for inspection and comes back as an outcome, not as a throw;
 * only a failing database throws.
 *
 * Every run that asks the upstream leaves a row in `ingest_runs`.
 *
 * @throws LEASE_LOST `deps.lease` is another worker's now; nothing was stored
 */
export async function runIngest(
  db: TransactionalDb,
  source: CumulativeSource,
  deps: IngestDeps = {},
): Promise<IngestResult> {
  const clock = deps.clock ?? systemClock
  const startedAt = clock.now()
  const base = { source: source.id, startedAt }
  const { circuit, force } = deps
  const mismatch = await counterMismatch(db, source.id)
  if (mismatch !== null) {
    await recordMismatch(db, { source: source.id, at: startedAt, detail: mismatch, lease: deps.lease })
    return { outcome: 'failed', reason: SOURCE_MISMATCH, events: [], detail: mismatch, ...base }
  }
  const admission = await admitFetch(db, {
    source,
    now: startedAt,
    circuit,
    force,
  })
  if (!admission.admitted) {
    const { outcome, reason, againAt } = admission
    return { outcome, reason, events: [], againAt, ...base }
  }

  const read = await readSource(source, deps.http)
  const { received } = read
  const alarms: string[] = credentialAlarms(source, startedAt)
  const unanswered = read.outcome === 'failed' && !read.answered
  const drift = unanswered ? null : describeDrift(admission.shape, received.shape)
  if (drift !== null) alarms.push('SCHEMA_DRIFT')
  if (read.outcome === 'failed')
    return refuse({ outcome: 'failed', reason: read.reason, detail: read.detail, events: [] })

  const { reading } = read
  const input = {
    ...reading,
    source,
    asOf: reading.asOf ?? startedAt,
    startedAt,
    now: clock.now(),
    bodyBytes: received.bodyBytes,
    attempts: received.attempts,
    alarms,
    detail: drift,
  }
  const shape = learnShape(admission.shape, received.shape)
  const remember = admission.failures > 0 || shape.join() !== (admission.shape ?? []).join()
  const result = await retryConflicts(() =>
    storeReading(db, input, {
      ...deps,
      afterwards: async (tx) => {
        if (remember) await countSuccess(tx, { source: source.id, shape })
      },
    }),
  )
  if (result.outcome === 'ok') return { ...result, ...base }
  return refuse(result)

  async function refuse(refused: NotStored): Promise<IngestResult> {
    const detail = joinDetails(refused.detail, drift) ?? undefined
    const finishedAt = clock.now()
    const { lease } = deps
    await recordRefusal(db, {
      source: source.id,
      startedAt,
      finishedAt,
      refused,
      detail,
      received,
      alarms,
      circuit,
      lease,
    })
    return { ...refused, ...base, ...(detail === undefined ? {} : { detail }) }
  }
}
