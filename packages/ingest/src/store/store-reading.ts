import {
  type Db,
  type DomainEvent,
  type Projection,
  type RecordedEvent,
  type SnapshotChange,
  type TransactionalDb,
} from '@goated/schema'
import { chainDigest, readingDigest, lockSource, recordEvents } from '@goated/schema/internal'
import { compareWithKnown, isEmptyAnswer, judgeReading } from '../reading/judge.ts'
import { type Normalised, normaliseReading, type NormalRow } from '../reading/normalise-reading.ts'
import { checkLease, type Lease } from '../schedule/lease.ts'
import { placeholderName } from '../source/fields.ts'
import type { Reading, ReadingRow, SourceFacts } from '../source/source.ts'
import { createAccounts } from './create-accounts.ts'
import { diffReading } from './diff.ts'
import { type AccountCache, type KnownAccount, loadAccounts } from './known-accounts.ts'
import { accountsAsOf, repeatAfterLate } from './late-reading.ts'
import { completeRunBefore, isStored, newestRun, recordRun, runAfter, runBefore } from './runs.ts'
import { counterMismatch, SOURCE_MISMATCH } from './source-mismatch.ts'
import { joinDetails, type NotStored, unusableReading } from './store-result.ts'
import { appendStats, raisePeaks, renameAccounts, updateAccounts } from './write-changes.ts'

/** A reading to be stored, whoever made it: `storeReading` normalises it. */
export interface StoreReadingInput extends Pick<Reading, 'totalUsers' | 'rowsPath'> {
  source: Pick<SourceFacts, 'id' | 'commissionRate' | 'emptyAnswer'>
  asOf: Date
  rows: readonly ReadingRow[]
  startedAt: Date
  now: Date
  bodyBytes?: number
  attempts?: number
  /** Alarms that were raised before storing, and what they are about. */
  alarms?: readonly string[]
  detail?: string | null
}

export interface StoreReadingDeps {
  /** An operator has looked: a reading that jumps, falls or shrinks beyond belief is stored all the same. */
  trust?: boolean | undefined
  projections?: readonly Projection[]
  cache?: AccountCache
  /** The lease that this is done under: whoever has lost it stores nothing. */
  lease?: Pick<Lease, 'name' | 'fence'> | undefined
  /** Runs in the same transaction once the reading is stored. */
  afterwards?: (tx: Db) => Promise<void>
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
 * Stores a reading in one transaction: latest counters, the changed rows of the series, every projection, the events
 * and the record of the run. Either all of it is there afterwards or none. The same reading twice changes nothing.
 * Every row passes `normaliseReading`, wherever it comes from; rows that it refuses come back as `failed`, with the place
 * in `detail`.
 */
export async function storeReading(
  db: TransactionalDb,
  input: StoreReadingInput,
  deps: StoreReadingDeps = {},
): Promise<StoreReadingResult> {
  const cache = deps.cache ?? { runId: null, accounts: new Map() }
  let normal: Normalised<NormalRow>
  try {
    normal = normaliseReading(input)
  } catch (error) {
    return unusableReading(error)
  }
  const { rows, totalUsers } = normal
  const alarms = [...(input.alarms ?? []), ...normal.alarms]
  const detail = joinDetails(input.detail, normal.detail)
  const result = await db.transaction((tx) =>
    storeWithin(tx, { ...input, rows, totalUsers, alarms, detail }, deps, cache),
  )
  if (result.outcome === 'ok') {
    cache.runId = result.cacheRunId
    for (const [uid, account] of result.cacheUpdates) cache.accounts.set(uid, account)
    const { cacheRunId: _, cacheUpdates: __, ...stored } = result
    return stored
  }
  return result
}

interface NormalInput extends StoreReadingInput {
  rows: NormalRow[]
  totalUsers: number | null
  alarms: readonly string[]
}

type WithinResult =
  | (Extract<StoreReadingResult, { outcome: 'ok' }> & {
      cacheRunId: number | null
      cacheUpdates: Map<string, KnownAccount>
    })
  | NotStored

async function storeWithin(
  tx: Db,
  input: NormalInput,
  deps: StoreReadingDeps,
  cache: AccountCache,
): Promise<WithinResult> {
  const source = input.source.id
  // Readings of one source are stored one after the other, whatever process they come from.
  await lockSource(tx, source)
  if (deps.lease) await checkLease(tx, deps.lease)
  if ((await counterMismatch(tx, source)) !== null) return { outcome: 'failed', reason: SOURCE_MISMATCH, events: [] }
  const empty = input.rows.length === 0
  if (empty && !isEmptyAnswer(input.source.emptyAnswer ?? 'counted', input.totalUsers))
    return { outcome: 'empty', reason: 'READING_EMPTY', events: [] }
  const arrival = await newestRun(tx, source, 'arrival')
  const newest = await newestRun(tx, source, 'sourceTime')
  if (await isStored(tx, source, input.asOf)) return { outcome: 'stale', reason: 'READING_REPLAYED', events: [] }
  const next = newest && newest.asOf > input.asOf ? await runAfter(tx, source, input.asOf) : null
  const late = next !== null
  if (arrival === null || cache.runId !== arrival.id) {
    cache.accounts = await loadAccounts(tx, source)
    cache.runId = arrival?.id ?? null
  }
  // Measured against its own time: what is not believed at once is not believed later either.
  const known = late ? await accountsAsOf(tx, source, input.asOf, cache.accounts) : cache.accounts
  if (empty && !deps.trust && [...known.values()].some(({ listed }) => listed))
    return { outcome: 'failed', reason: 'COUNT_COLLAPSED', events: [] }
  const previous = late ? await runBefore(tx, source, input.asOf) : newest
  const complete = await completeRunBefore(tx, source, input.asOf)
  const users = complete && previous && { complete: complete.listedUsers, listed: previous.listedUsers }
  const comparison = users && compareWithKnown(input.rows, known, users)
  const judgement = judgeReading(input, comparison, input.now, deps.trust)
  if (judgement.refusal) return { outcome: 'failed', reason: judgement.refusal, events: [] }
  const changes = await storeChanges(tx, input, { known, present: cache.accounts, next: next?.asOf ?? null })
  const alarms = [...new Set([...judgement.alarms, ...input.alarms])]
  const header = {
    source,
    asOf: input.asOf,
    complete: judgement.complete,
    totalUsers: input.totalUsers,
    listedUsers: input.rows.length,
  }
  const digest = readingDigest(header, changes.all, changes.repeated)
  const run = await recordRun(tx, {
    ...header,
    outcome: 'ok',
    startedAt: input.startedAt,
    finishedAt: input.now,
    sumAllTime: judgement.sumAllTime,
    bodyBytes: input.bodyBytes ?? 0,
    attempts: input.attempts ?? 1,
    alarms,
    detail: input.detail ?? null,
    newUsers: changes.arrived,
    changedUsers: changes.all.length,
    statsThrough: changes.statsThrough,
    digest,
    chain: chainDigest(arrival?.chain ?? null, digest),
  })
  const snapshot = {
    source,
    asOf: input.asOf,
    complete: judgement.complete,
    late,
    previousAsOf: previous?.asOf ?? null,
    changes: changes.all,
  }
  const events: DomainEvent[] = []
  for (const project of deps.projections ?? []) events.push(...(await project(tx, snapshot, { now: input.now })))
  await deps.afterwards?.(tx)
  return {
    outcome: 'ok',
    runId: run,
    asOf: input.asOf,
    listed: input.rows.length,
    arrived: changes.arrived,
    changed: changes.all.length,
    alarms,
    ...(input.detail ? { detail: input.detail } : {}),
    events: await recordEvents(tx, events, input.now),
    // A late reading says nothing of the present, which is what the cache holds; the next tick reads it anew.
    cacheRunId: late ? null : run,
    cacheUpdates: changes.cacheUpdates,
  }
}

async function storeChanges(
  tx: Db,
  input: NormalInput,
  accounts: {
    /** As they stood just before this reading. */
    known: ReadonlyMap<string, KnownAccount>
    /** As they stand now; the same unless this reading is late. */
    present: ReadonlyMap<string, KnownAccount>
    /** Source time of the reading after a late one. */
    next: Date | null
  },
) {
  const { known, present, next } = accounts
  const { id: source } = input.source
  const diff = diffReading(input.rows, known)
  const unknown = diff.arrived.filter(({ uid }) => !present.has(uid))
  const created =
    unknown.length > 0
      ? await createAccounts(tx, { source, rows: unknown, asOf: input.asOf, missingSince: next })
      : null
  const all: SnapshotChange[] = []
  const cacheUpdates = new Map<string, KnownAccount>()
  const add = (row: NormalRow | KnownAccount, uid: string, account: KnownAccount, listed: boolean) => {
    const { allTime, month, week, today } = row
    const counters = { allTime, month, week, today }
    all.push({ ...counters, userId: account.userId, uid, listed })
    const peak = allTime > account.peak ? allTime : account.peak
    cacheUpdates.set(uid, { ...account, ...counters, peak, listed })
  }
  for (const row of diff.arrived) {
    const userId = present.get(row.uid)?.userId ?? created?.get(row.uid) ?? 0
    const name = row.name ?? placeholderName(row.uid)
    add(row, row.uid, { ...row, name, userId, peak: row.allTime, listed: true }, true)
  }
  const firstKnown = all.length
  for (const { row, account } of diff.changed) add(row, row.uid, account, true)
  for (const { uid, account } of diff.vanished) add(account, uid, account, false)
  const rated = { source, late: next !== null, rate: input.source.commissionRate }
  let statsThrough = await appendStats(tx, { ...rated, asOf: input.asOf, changes: all })
  let repeated: { asOf: Date; changes: SnapshotChange[] } | null = null
  if (next) {
    const repeats = await repeatAfterLate(tx, { asOf: next, changes: all, before: known })
    repeated = { asOf: next, changes: repeats }
    // Part of what is known once this reading is stored: a race that ends now rests on these rows too.
    statsThrough = (await appendStats(tx, { ...rated, asOf: next, changes: repeats })) ?? statsThrough
    await raisePeaks(tx, all)
  } else {
    await updateAccounts(tx, { asOf: input.asOf, changes: all.slice(firstKnown) })
    await renameAccounts(
      tx,
      diff.renamed.map(({ name, account }) => ({ userId: account.userId, name })),
    )
    for (const { uid, name } of diff.renamed) {
      const account = cacheUpdates.get(uid) ?? known.get(uid)
      if (account) cacheUpdates.set(uid, { ...account, name })
    }
  }
  return { all, arrived: created?.size ?? 0, repeated, statsThrough, cacheUpdates }
}
