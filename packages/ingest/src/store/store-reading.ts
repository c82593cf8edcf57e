import type { Db, Projection, RecordedEvent, TransactionalDb, WindowProjection } from '@goated/schema'
import { chainDigest, lockSource, recordEvents } from '@goated/schema/internal'
import type { IngestOutcome } from '@goated/schema/vocabulary'
import { isEmptyAnswer, judgeReading, listedAlarms } from '../reading/judge.ts'
import { normaliseReading } from '../reading/normalise-reading.ts'
import { checkLease, type Lease } from '../schedule/lease.ts'
import type { Reading, ReadingRow, SourceFacts, WindowRow } from '../source/source.ts'
import { countersKind } from './counters-kind.ts'
import { type AccountCache, createAccountCache } from './known-accounts.ts'
import type { ReadingKind } from './reading-kind.ts'
import { recordRun } from './runs.ts'
import { SOURCE_MISMATCH } from './source-mismatch.ts'
import { joinDetails, type NotStored, unusableReading } from './store-result.ts'
import { totalsKind } from './totals-kind.ts'

/** What every reading says that is to be stored. */
interface ReadingToStore extends Pick<Reading, 'totalUsers' | 'rowsPath'> {
  /** Source time. */
  asOf: Date
  startedAt: Date
  now: Date
  /** An operator has looked: a reading that jumps, falls or shrinks beyond belief is stored all the same. */
  trust?: boolean | undefined
  bodyBytes?: number
  attempts?: number
  /** Alarms that were raised before storing, and what they are about. */
  alarms?: readonly string[]
  detail?: string | null
}

/** Counters to be stored, whoever made them: `storeReading` normalises them. */
interface StoreCountersInput extends ReadingToStore {
  source: Pick<SourceFacts, 'id' | 'commissionRate' | 'emptyAnswer'>
  raceId?: undefined
  rows: readonly ReadingRow[]
}

/** Totals of one race's window to be stored, whoever made them: `storeReading` normalises them. */
interface StoreTotalsInput extends ReadingToStore {
  source: Pick<SourceFacts, 'id' | 'emptyAnswer'>
  raceId: number
  totals: readonly WindowRow[]
}

/** A reading to be stored. One with a race's id is of that race's window. */
export type StoreReadingInput = StoreCountersInput | StoreTotalsInput

/** What storing may need besides the reading. */
export interface StoreReadingDeps {
  /** Run for counters, in this order, inside the transaction. */
  projections?: readonly Projection[] | undefined
  /** Run for the totals of a window instead. */
  windowProjections?: readonly WindowProjection[] | undefined
  /** Kept between readings of one process; see `createAccountCache`. */
  cache?: AccountCache | undefined
  /** The lease that this is done under: whoever has lost it stores nothing. */
  lease?: Pick<Lease, 'name' | 'fence'> | undefined
  /** Runs in the same transaction once the reading is stored. */
  afterwards?: ((tx: Db) => Promise<void>) | undefined
}

/** How storing ended. `events` are to be published now that they are committed. */
export type StoreReadingResult =
  | {
      outcome: 'ok'
      runId: number
      asOf: Date
      listed: number
      arrived: number
      changed: number
      alarms: string[]
      /** What the alarms are about, where there is something to say. */
      detail?: string
      events: RecordedEvent[]
    }
  | NotStored

/**
 * Stores a reading, of counters or of a race's window, in one transaction: what it changes, every projection, the events
 * and the record of the run. Either all of it is there afterwards or none. The same reading twice changes nothing. Every
 * row passes `normaliseReading`, wherever it comes from; rows that it refuses come back as `failed`, with the place in
 * `detail`.
 *
 * @throws LEASE_LOST `deps.lease` is another worker's now; nothing was stored
 * @throws SOURCE_BUSY another reading of the source is being stored for too long
 * @throws INPUT_INVALID, RACE_NOT_FOUND `input.raceId` is no race's
 */
export async function storeReading(
  db: TransactionalDb,
  input: StoreReadingInput,
  deps: StoreReadingDeps = {},
): Promise<StoreReadingResult> {
  let reading: NormalInput
  try {
    reading = normalInput(input, deps)
  } catch (error) {
    return unusableReading(error)
  }
  const { committed, result } = await db.transaction((tx) => storeWithin(tx, reading, deps))
  if (result.outcome === 'ok') committed?.(result.runId)
  return result
}

interface NormalInput extends Omit<ReadingToStore, 'rowsPath'> {
  source: Pick<SourceFacts, 'id' | 'emptyAnswer'>
  raceId: number | null
  totalUsers: number | null
  kind: ReadingKind
  /** What normalising left out. */
  left: { alarms: readonly string[]; detail: string | null }
}

function normalInput(input: StoreReadingInput, deps: StoreReadingDeps): NormalInput {
  if (input.raceId === undefined) {
    const { rows, totalUsers, ...left } = normaliseReading(input)
    const cache = deps.cache ?? createAccountCache()
    const kind = countersKind({ ...input, rows }, { projections: deps.projections, cache })
    return { ...input, raceId: null, totalUsers, left, kind }
  }
  const { raceId, asOf, now } = input
  const { rows: totals, totalUsers, ...left } = normaliseReading(input)
  const kind = totalsKind({ source: input.source.id, raceId, asOf, now, totals }, deps.windowProjections)
  return { ...input, totalUsers, left, kind }
}

async function storeWithin(
  tx: Db,
  input: NormalInput,
  deps: StoreReadingDeps,
): Promise<{ result: StoreReadingResult; committed?: ((runId: number) => void) | undefined }> {
  const { kind, asOf, now, totalUsers, trust, left } = input
  const source = input.source.id
  const listed = kind.amounts.length
  // Readings of one source are stored one after the other, whatever process they come from.
  await lockSource(tx, source)
  if (deps.lease) await checkLease(tx, deps.lease)
  if ((await kind.findMismatch(tx)) !== null) return refuse('failed', SOURCE_MISMATCH)
  if (listed === 0 && !isEmptyAnswer(input.source.emptyAnswer ?? kind.emptyAnswer, totalUsers))
    return refuse('empty', 'READING_EMPTY')
  const place = await kind.findPlace(tx)
  if (place === null) return refuse('stale', 'READING_REPLAYED')
  if (place.expectsSomebody && listed === 0 && !trust) return refuse('failed', 'COUNT_COLLAPSED')
  const judgement = judgeReading({ rows: kind.amounts, totalUsers, asOf }, place.previous, now, trust)
  if (judgement.refusal) return refuse('failed', judgement.refusal)
  const alarms = [...new Set([...judgement.alarms, ...(input.alarms ?? []), ...left.alarms])]
  const detail = joinDetails(input.detail, left.detail)
  const header = { source, asOf, complete: judgement.complete, totalUsers, listedUsers: listed }
  const written = await place.write(tx, header)
  const { arrived, changed, statsThrough, digest, committed } = written
  const runId = await recordRun(tx, {
    ...header,
    raceId: input.raceId,
    outcome: 'ok',
    startedAt: input.startedAt,
    finishedAt: now,
    sumAllTime: judgement.sumAllTime,
    bodyBytes: input.bodyBytes ?? 0,
    attempts: input.attempts ?? 1,
    alarms,
    detail,
    newUsers: arrived,
    changedUsers: changed,
    statsThrough,
    digest,
    chain: chainDigest(place.chain, digest),
  })
  const caused = await written.project(tx)
  await deps.afterwards?.(tx)
  const events = await recordEvents(tx, caused, now)
  const stored = { runId, asOf, listed, arrived, changed, alarms, ...(detail === null ? {} : { detail }) }
  return { result: { outcome: 'ok', ...stored, events }, committed }

  /** What is odd about the answer itself is told of a refused one too. A replayed one was told of when it was stored. */
  function refuse(outcome: Exclude<IngestOutcome, 'ok'>, reason: string): { result: NotStored } {
    const odd = outcome === 'stale' ? [] : [...listedAlarms(listed, totalUsers), ...left.alarms]
    const told = odd.length === 0 ? {} : { alarms: odd, ...(left.detail === null ? {} : { detail: left.detail }) }
    return { result: { outcome, reason, ...told, events: [] } }
  }
}
