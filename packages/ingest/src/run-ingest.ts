import { type Clock, isGoatedError, type Projection, sqlState, systemClock, type TransactionalDb } from '@goated/schema'
import { quarantinedReadings } from '@goated/schema/tables'
import { createHttpReader, type HttpReader, type HttpReaderOptions } from './source/http.ts'
import { uniqueRows } from './source/rows.ts'
import type { Reading, WagerSource } from './source/source.ts'
import type { AccountCache } from './store/known-accounts.ts'
import { recordRun } from './store/runs.ts'
import { storeReading, type StoreReadingResult } from './store/store-reading.ts'

export interface IngestDeps {
  clock?: Clock
  /** Run in this order inside the transaction that stores the reading. */
  projections?: readonly Projection[]
  /** Kept between runs of one process; see `createAccountCache`. */
  cache?: AccountCache
  http?: HttpReaderOptions
}

/** How a run ended. Everything but `ok` left stored data untouched, with the reason on record. */
export type IngestResult = StoreReadingResult & { source: string; startedAt: Date; detail?: string }

const quarantinedCharactersMax = 256 * 1024

/**
 * Takes one reading of a source and stores it: fetch, validate, normalise, match, diff, store, project.
 * A failed or suspicious reading changes nothing, is kept for inspection and comes back as an outcome, not as a throw;
 * only a failing database throws.
 *
 * Every run leaves a row in `ingest_runs`.
 */
export async function runIngest(db: TransactionalDb, source: WagerSource, deps: IngestDeps = {}): Promise<IngestResult> {
  const clock = deps.clock ?? systemClock
  const startedAt = clock.now()
  const http = createHttpReader(deps.http)
  let reading: Reading
  try {
    const read = await source.read(http)
    reading = { ...read, rows: uniqueRows(read.rows) }
  } catch (error) {
    if (!isGoatedError(error)) throw error
    const reason = String(error.details['reason'] ?? error.code)
    return refuse({ outcome: 'failed', reason, events: [] }, error.message)
  }
  const { bodyBytes, attempts } = http.received
  const input = {
    ...reading,
    source,
    asOf: reading.asOf ?? startedAt,
    startedAt,
    now: clock.now(),
    bodyBytes,
    attempts,
  }
  const result = await retryConflicts(() => storeReading(db, input, deps))
  if (result.outcome === 'ok') return { ...result, source: source.id, startedAt }
  return refuse(result)

  async function refuse(refused: Exclude<StoreReadingResult, { outcome: 'ok' }>, detail?: string): Promise<IngestResult> {
    await recordRefusal(db, { source, startedAt, finishedAt: clock.now(), refused, detail, received: http.received })
    return { ...refused, source: source.id, startedAt, ...(detail === undefined ? {} : { detail }) }
  }
}

interface Refusal {
  source: WagerSource
  startedAt: Date
  finishedAt: Date
  refused: Exclude<StoreReadingResult, { outcome: 'ok' }>
  detail: string | undefined
  received: HttpReader['received']
}

async function recordRefusal(db: TransactionalDb, refusal: Refusal): Promise<void> {
  const { source, refused, received, startedAt, finishedAt } = refusal
  await db.transaction(async (tx) => {
    const runId = await recordRun(tx, {
      source: source.id,
      outcome: refused.outcome,
      reason: refused.reason,
      detail: refusal.detail ?? null,
      startedAt,
      finishedAt,
      bodyBytes: received.bodyBytes,
      attempts: Math.max(received.attempts, 1),
    })
    // A replayed reading is a good one that came twice: nothing to look at.
    if (refused.outcome === 'stale' || received.body === '') return
    await tx.insert(quarantinedReadings).values({
      runId,
      source: source.id,
      reason: refused.reason,
      body: storable(received.body.slice(0, quarantinedCharactersMax)),
      bodyBytes: received.bodyBytes,
      truncated: received.body.length > quarantinedCharactersMax,
      receivedAt: finishedAt,
    })
  })
}

/** Postgres text holds no NUL and no half of a surrogate pair. */
function storable(text: string): string {
  return Buffer.from(text.replaceAll('\u0000', '\ufffd')).toString()
}

const conflicts = new Set(['40001', '40P01', '23505'])

/** Runs the whole transaction again where another one got in its way. */
async function retryConflicts<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let left = 3; ; left--) {
    try {
      return await attempt()
    } catch (error) {
      if (left === 0 || !conflicts.has(sqlState(error) ?? '')) throw error
    }
  }
}
