import { type Clock, systemClock, type TransactionalDb, type WindowProjection } from '@goated/schema'
import { admitFetch } from './admission/admit-fetch.ts'
import { type CircuitOptions, countSuccess } from './admission/circuit.ts'
import type { HttpReaderOptions } from './http/http-reader.ts'
import { describeDrift, learnShape } from './json/body-shape.ts'
import { readWindowOnce } from './reading/read-window-once.ts'
import type { Lease } from './schedule/lease.ts'
import type { WindowSource } from './source/source.ts'
import { recordRefusal } from './store/record-refusal.ts'
import { retryConflicts } from './store/retry-conflicts.ts'
import { findWindowRace, recordMismatch, SOURCE_MISMATCH, windowMismatch } from './store/source-mismatch.ts'
import { joinDetails, type NotStored } from './store/store-result.ts'
import { storeWindowReading, type StoreWindowReadingResult } from './store/store-window-reading.ts'

export interface WindowIngestDeps {
  clock?: Clock
  projections?: readonly WindowProjection[]
  http?: HttpReaderOptions
  lease?: Pick<Lease, 'name' | 'fence'> | undefined
  circuit?: CircuitOptions | undefined
  /** Asks the upstream although its circuit is open. */
  force?: boolean | undefined
  /** An operator has looked: a reading that jumps, falls or shrinks beyond belief is stored all the same. */
  trust?: boolean | undefined
}

/** How a run ended; `againAt` says when an upstream that may not be asked yet may be. */
export type WindowIngestResult = StoreWindowReadingResult & {
  source: string
  raceId: number
  detail?: string
  againAt?: Date
}

/**
 * Asks a provider for the window of one race and stores what it says, as `runIngest` does for counters. Every run that
 * asks leaves a row in `ingest_runs`, with the race's id.
 *
 * @throws RACE_NOT_FOUND
 * @throws LEASE_LOST `deps.lease` is another worker's now; nothing was stored
 */
export async function runWindowIngest(
  db: TransactionalDb,
  source: WindowSource,
  { id: raceId }: { id: number },
  deps: WindowIngestDeps = {},
): Promise<WindowIngestResult> {
  const clock = deps.clock ?? systemClock
  const { circuit, force, lease } = deps
  const of = { source: source.id, raceId }
  const race = await findWindowRace(db, raceId)
  const mismatch = windowMismatch(race, source)
  if (mismatch !== null) {
    await recordMismatch(db, { ...of, at: clock.now(), detail: mismatch, lease })
    return { outcome: 'failed', reason: SOURCE_MISMATCH, events: [], detail: mismatch, ...of }
  }
  const admission = await admitFetch(db, { source, now: clock.now(), circuit, force })
  if (!admission.admitted) {
    const { outcome, reason, againAt } = admission
    return { outcome, reason, events: [], againAt, ...of }
  }
  const read = await readWindowOnce(source, { start: race.startDate, end: race.endDate }, { clock, ...httpOf(deps) })
  const { startedAt, received } = read
  const unanswered = read.outcome === 'failed' && !read.answered
  const drift = unanswered ? null : describeDrift(admission.shape, received.shape)
  const alarms = drift === null ? read.alarms : [...read.alarms, 'SCHEMA_DRIFT']
  let note = drift
  const refused = async (result: NotStored): Promise<WindowIngestResult> => {
    const detail = joinDetails(result.detail, note) ?? undefined
    const finishedAt = clock.now()
    await recordRefusal(db, { ...of, startedAt, finishedAt, refused: result, detail, received, alarms, circuit, lease })
    return { ...result, ...of, ...(detail === undefined ? {} : { detail }) }
  }
  if (read.outcome === 'failed')
    return refused({ outcome: 'failed', reason: read.reason, detail: read.detail, events: [] })

  const { bodyBytes, attempts } = received
  const { emptyAnswer } = source
  note = joinDetails(drift, read.detail)
  const input = {
    ...read,
    source: source.id,
    emptyAnswer,
    race,
    now: clock.now(),
    bodyBytes,
    attempts,
    alarms,
    detail: note,
  }
  const shape = learnShape(admission.shape, received.shape)
  const afterwards = (tx: Parameters<typeof countSuccess>[0]) => countSuccess(tx, { source: source.id, shape })
  const result = await retryConflicts(() =>
    storeWindowReading(db, input, { projections: deps.projections, lease, trust: deps.trust, afterwards }),
  )
  if (result.outcome !== 'ok') return refused(result)
  return { ...result, ...of, ...(note === null ? {} : { detail: note }) }
}

function httpOf(deps: WindowIngestDeps): { http?: HttpReaderOptions } {
  return deps.http ? { http: deps.http } : {}
}
