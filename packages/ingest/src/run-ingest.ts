import { type Clock, type Projection, systemClock, type TransactionalDb, type WindowProjection } from '@goated/schema'
import { admitFetch } from './admission/admit-fetch.ts'
import { type CircuitOptions, countSuccess } from './admission/circuit.ts'
import type { HttpReaderOptions } from './http/http-request.ts'
import { describeDrift, learnShape } from './json/body-shape.ts'
import { type Asked, askSource } from './reading/ask-source.ts'
import type { Lease } from './schedule/lease.ts'
import { credentialAlarms } from './source/credential-alarms.ts'
import type { CumulativeSource, WindowSource } from './source/source.ts'
import type { AccountCache } from './store/known-accounts.ts'
import { recordRefusal } from './store/record-refusal.ts'
import { retryConflicts } from './store/retry-conflicts.ts'
import {
  counterMismatch,
  findWindowRace,
  recordMismatch,
  SOURCE_MISMATCH,
  windowMismatch,
} from './store/source-mismatch.ts'
import { storeReading, type StoreReadingInput, type StoreReadingResult } from './store/store-reading.ts'
import { joinDetails, type NotStored } from './store/store-result.ts'

/** Which source is read: the counters of a cumulative one, or the window of one race. */
export type RunIngestInput = (
  | { source: CumulativeSource; raceId?: undefined }
  | {
      source: WindowSource
      /** Whose window is asked for. */
      raceId: number
    }
) & {
  /** Asks the upstream although its circuit is open. */
  force?: boolean | undefined
  /** An operator has looked: a reading that jumps, falls or shrinks beyond belief is stored all the same. */
  trust?: boolean | undefined
}

/** What a run may need besides. */
export interface IngestDeps {
  clock?: Clock | undefined
  /** Run in this order inside the transaction that stores counters. */
  projections?: readonly Projection[] | undefined
  /** The same for the totals of a race's window. */
  windowProjections?: readonly WindowProjection[] | undefined
  /** Kept between runs of one process; see `createAccountCache`. */
  cache?: AccountCache | undefined
  http?: HttpReaderOptions | undefined
  /** The lease that this is done under: whoever has lost it stores nothing. */
  lease?: Pick<Lease, 'name' | 'fence'> | undefined
  circuit?: CircuitOptions | undefined
}

/**
 * How a run ended. Everything but `ok` left stored data untouched, with the reason on record. Without a request, and
 * without a record, end runs whose upstream may not be asked yet: `againAt` says when.
 */
export type IngestResult = StoreReadingResult & {
  source: string
  /** Of a reading of a race's window. */
  raceId?: number
  startedAt: Date
  detail?: string
  againAt?: Date
}

/**
 * Takes one reading of a source and stores it: fetch, validate, normalise, match, diff, store, project. A cumulative
 * source is asked for its counters, any other for the window of one race.
 * A failed or suspicious reading changes nothing, is kept for inspection and comes back as an outcome, not as a throw;
 * only a failing database throws.
 *
 * Every run that asks the upstream leaves a row in `ingest_runs`, with the race's id if it is about one.
 *
 * @throws INPUT_INVALID, RACE_NOT_FOUND `input.raceId` is no race's
 * @throws LEASE_LOST `deps.lease` is another worker's now; nothing was stored
 */
export async function runIngest(
  db: TransactionalDb,
  input: RunIngestInput,
  deps: IngestDeps = {},
): Promise<IngestResult> {
  const { source, raceId, force, trust } = input
  const { circuit, lease } = deps
  const clock = deps.clock ?? systemClock
  const startedAt = clock.now()
  const of = { source: source.id, ...(raceId === undefined ? {} : { raceId }) }
  const base = { ...of, startedAt }
  const { asked, mismatch } = await findAsked(db, input)
  if (mismatch !== null) {
    await recordMismatch(db, { ...of, at: startedAt, detail: mismatch, lease })
    return { outcome: 'failed', reason: SOURCE_MISMATCH, events: [], detail: mismatch, ...base }
  }
  const admission = await admitFetch(db, { source, now: startedAt, circuit, force })
  if (!admission.admitted) {
    const { outcome, reason, againAt } = admission
    return { outcome, reason, events: [], againAt, ...base }
  }

  const answer = await askSource(asked, deps.http)
  const { received } = answer
  const alarms: string[] = credentialAlarms(source, startedAt)
  const unanswered = answer.outcome === 'failed' && !answer.answered
  const drift = unanswered ? null : describeDrift(admission.shape, received.shape)
  if (drift !== null) alarms.push('SCHEMA_DRIFT')
  if (answer.outcome === 'failed')
    return refuse({ outcome: 'failed', reason: answer.reason, detail: answer.detail, events: [] })

  const { value } = answer
  // Counters come without a race, totals with the one that was asked for.
  const reading = {
    ...value,
    source,
    raceId,
    asOf: value.asOf ?? startedAt,
    startedAt,
    now: clock.now(),
    trust,
    bodyBytes: received.bodyBytes,
    attempts: received.attempts,
    alarms,
    detail: drift,
  } as StoreReadingInput
  const shape = learnShape(admission.shape, received.shape)
  const remember = admission.failures > 0 || shape.join() !== (admission.shape ?? []).join()
  const result = await retryConflicts(() =>
    storeReading(db, reading, {
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
    const raised = [...new Set([...(refused.alarms ?? []), ...alarms])]
    const run = { ...base, finishedAt: clock.now(), refused, detail, received, alarms: raised }
    await recordRefusal(db, { ...run, circuit, lease })
    const told = { ...(raised.length === 0 ? {} : { alarms: raised }), ...(detail === undefined ? {} : { detail }) }
    return { ...refused, ...base, ...told }
  }
}

/** What the source is asked for, and what is wrong between it and its races; null: nothing. */
async function findAsked(
  db: TransactionalDb,
  input: RunIngestInput,
): Promise<{ asked: Asked; mismatch: string | null }> {
  if (input.source.class === 'cumulative')
    return { asked: { source: input.source }, mismatch: await counterMismatch(db, input.source.id) }
  const race = await findWindowRace(db, input.raceId)
  const window = { start: race.startDate, end: race.endDate }
  return { asked: { source: input.source, window }, mismatch: windowMismatch(race, input.source) }
}
