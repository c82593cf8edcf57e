import {
  type Db,
  type DomainEvent,
  parseAmount,
  readable,
  type RecordedEvent,
  type TransactionalDb,
  type WindowChange,
  type WindowProjection,
} from '@goated/schema'
import { arrayLiteral, chainDigest, lockSource, queryRows, readingDigest, recordEvents } from '@goated/schema/internal'
import { affiliateAccounts, ingestRuns, raceSamples } from '@goated/schema/tables'
import { and, desc, eq, sql } from 'drizzle-orm'
import { isEmptyAnswer, judgeReading, type PreviousReading } from '../reading/judge.ts'
import { type Normalised, type NormalTotal, normaliseWindowReading } from '../reading/normalise-reading.ts'
import { checkLease, type Lease } from '../schedule/lease.ts'
import type { EmptyAnswer, WindowReading, WindowRow } from '../source/source.ts'
import { amountArray, createAccounts } from './create-accounts.ts'
import { recordRun } from './runs.ts'
import { findWindowRace, SOURCE_MISMATCH, windowMismatch } from './source-mismatch.ts'
import { joinDetails, type NotStored, unusableReading } from './store-result.ts'
import { renameAccounts } from './write-changes.ts'

/** What storing may need besides the reading. */
export interface StoreWindowReadingDeps {
  projections?: readonly WindowProjection[] | undefined
  lease?: Pick<Lease, 'name' | 'fence'> | undefined
  /** An operator has looked: the reading is believed whatever the comparison says. */
  trust?: boolean | undefined
  /** Run last, in the same transaction. */
  afterwards?: ((tx: Db) => Promise<void>) | undefined
}

/** A reading of one race's window to be stored, whoever made it: `storeWindowReading` normalises it. */
export interface StoreWindowReadingInput extends Pick<WindowReading, 'totalUsers' | 'rowsPath'> {
  source: string
  /** Whether a list of nobody can be true. Default `always`. */
  emptyAnswer?: EmptyAnswer | undefined
  race: { id: number; startDate: Date }
  asOf: Date
  totals: readonly WindowRow[]
  startedAt: Date
  now: Date
  bodyBytes?: number
  attempts?: number
  /** Alarms that were raised before storing, and what they are about. */
  alarms?: readonly string[]
  detail?: string | null
}

/** How storing ended. `events` are to be published now that they are committed. */
export type StoreWindowReadingResult =
  | {
      outcome: 'ok'
      runId: number
      asOf: Date
      listed: number
      changed: number
      arrived: number
      alarms: string[]
      events: RecordedEvent[]
    }
  | NotStored

/**
 * Stores what a provider says of a race's window, in one transaction: the changed totals, the projections, the events
 * and the record of the run. The same reading twice changes nothing; one older than the newest is of no use, because
 * each says the whole. Every row passes `normaliseWindowReading`, wherever it comes from; rows that it refuses come back
 * as `failed`, with the place in `detail`.
 */
export async function storeWindowReading(
  db: TransactionalDb,
  input: StoreWindowReadingInput,
  deps: StoreWindowReadingDeps = {},
): Promise<StoreWindowReadingResult> {
  let normal: Normalised<NormalTotal>
  try {
    normal = normaliseWindowReading(input)
  } catch (error) {
    return unusableReading(error)
  }
  const { rows: totals, totalUsers } = normal
  const alarms = [...(input.alarms ?? []), ...normal.alarms]
  const detail = joinDetails(input.detail, normal.detail)
  return db.transaction((tx) => storeWithin(tx, { ...input, totals, totalUsers, alarms, detail }, deps))
}

interface NormalInput extends StoreWindowReadingInput {
  totals: NormalTotal[]
  totalUsers: number | null
  alarms: readonly string[]
}

async function storeWithin(
  tx: Db,
  input: NormalInput,
  deps: StoreWindowReadingDeps,
): Promise<StoreWindowReadingResult> {
  await lockSource(tx, input.source)
  if (deps.lease) await checkLease(tx, deps.lease)
  const mismatch = windowMismatch(await findWindowRace(tx, input.race.id), { id: input.source })
  if (mismatch !== null) return { outcome: 'failed', reason: SOURCE_MISMATCH, events: [] }
  if (input.totals.length === 0 && !isEmptyAnswer(input.emptyAnswer ?? 'always', input.totalUsers))
    return { outcome: 'empty', reason: 'READING_EMPTY', events: [] }
  const newest = await newestWindowRun(tx, input)
  if (newest && newest.asOf >= input.asOf) return { outcome: 'stale', reason: 'READING_REPLAYED', events: [] }
  const rows = input.totals.map(({ total }) => ({ allTime: total }))
  const judged = { rows, totalUsers: input.totalUsers, asOf: input.asOf }
  const previous = newest && grown(newest, input)
  const judgement = judgeReading(judged, previous, input.now, deps.trust)
  const { refusal, complete, sumAllTime } = judgement
  if (refusal) return { outcome: 'failed', reason: refusal, events: [] }
  // Who read it may have judged it already, by itself.
  const alarms = [...new Set([...input.alarms, ...judgement.alarms])]
  const { changes, arrived } = await findChanges(tx, input)
  const statsThrough = await appendSamples(tx, input, changes)
  const header = {
    source: input.source,
    asOf: input.asOf,
    complete,
    totalUsers: input.totalUsers,
    listedUsers: input.totals.length,
  }
  const digest = readingDigest(
    header,
    changes.map(({ uid, total, listed }) => ({ uid, allTime: total, month: null, week: null, today: null, listed })),
  )
  const runId = await recordRun(tx, {
    ...header,
    raceId: input.race.id,
    outcome: 'ok',
    startedAt: input.startedAt,
    finishedAt: input.now,
    newUsers: arrived,
    changedUsers: changes.length,
    sumAllTime,
    bodyBytes: input.bodyBytes ?? 0,
    attempts: input.attempts ?? 1,
    statsThrough,
    digest,
    chain: chainDigest(newest?.chain ?? null, digest),
    alarms,
    detail: input.detail ?? null,
  })
  const snapshot = { source: input.source, raceId: input.race.id, asOf: input.asOf, complete, changes }
  const events: DomainEvent[] = []
  for (const project of deps.projections ?? []) events.push(...(await project(tx, snapshot, { now: input.now })))
  await deps.afterwards?.(tx)
  const recorded = await recordEvents(tx, events, input.now)
  return {
    outcome: 'ok',
    runId,
    asOf: input.asOf,
    listed: input.totals.length,
    changed: changes.length,
    arrived,
    alarms,
    events: recorded,
  }
}

interface NewestWindowRun {
  listedUsers: number
  sumAllTime: bigint
  asOf: Date
  chain: string | null
}

async function newestWindowRun(tx: Db, input: StoreWindowReadingInput): Promise<NewestWindowRun | null> {
  const [run] = await tx
    .select(readable(ingestRuns))
    .from(ingestRuns)
    .where(and(eq(ingestRuns.source, input.source), eq(ingestRuns.raceId, input.race.id), eq(ingestRuns.outcome, 'ok')))
    .orderBy(desc(ingestRuns.asOf))
    .limit(1)
  return run?.asOf ? { ...run, asOf: run.asOf, sumAllTime: run.sumAllTime ?? 0n } : null
}

/** The reading before, as large as it would be by now at the same pace: a young race's sum grows manyfold in an hour. */
function grown(newest: NewestWindowRun, { race, asOf, totals }: NormalInput): PreviousReading {
  const minuteMs = 60_000n
  const age = (at: Date) => BigInt(at.getTime() - race.startDate.getTime()) + minuteMs
  const [then, now] = [age(newest.asOf), age(asOf)]
  const before = then <= 0n || now <= then ? newest.sumAllTime : (newest.sumAllTime * now) / then
  const after = totals.reduce((sum, { total }) => sum + total, 0n)
  // What it grew to by expectation is no floor: a race may slow down.
  // Who has wagered nothing may be listed or not: that is no fall.
  const listedUsers = newest.sumAllTime === 0n ? 0 : newest.listedUsers
  return { completeUsers: listedUsers, listedUsers, before: after < before ? newest.sumAllTime : before, after }
}

async function findChanges(tx: Db, input: NormalInput): Promise<{ changes: WindowChange[]; arrived: number }> {
  const accounts = await tx
    .select({ uid: affiliateAccounts.uid, userId: affiliateAccounts.userId, name: affiliateAccounts.name })
    .from(affiliateAccounts)
    .where(eq(affiliateAccounts.source, input.source))
  const userIds = new Map(accounts.map(({ uid, userId }) => [uid, userId]))
  const names = new Map(accounts.map(({ uid, userId, name }) => [uid, { userId, name }]))
  const renamed = input.totals.flatMap(({ uid, name }) => {
    const known = names.get(uid)
    return known && name !== null && name !== known.name ? [{ userId: known.userId, name }] : []
  })
  await renameAccounts(tx, renamed)
  const arrived = input.totals.filter(({ uid }) => !userIds.has(uid))
  if (arrived.length > 0) {
    // Such a provider reports no counters; the account stands for the player, not for what was wagered.
    const rows = arrived.map(({ uid, name }) => ({ uid, name, allTime: 0n, month: null, week: null, today: null }))
    const created = await createAccounts(tx, { source: input.source, rows, asOf: input.asOf, missingSince: null })
    for (const [uid, userId] of created) userIds.set(uid, userId)
  }
  const latest = await latestSamples(tx, input.race.id)
  const changes: WindowChange[] = []
  for (const { uid, total } of input.totals) {
    const userId = userIds.get(uid) ?? 0
    const before = latest.get(userId)
    if (!before?.listed || before.total !== total) changes.push({ userId, uid, total, listed: true })
    latest.delete(userId)
  }
  const uids = new Map([...userIds].map(([uid, userId]) => [userId, uid]))
  for (const [userId, { total, listed }] of latest)
    if (listed) changes.push({ userId, uid: uids.get(userId) ?? '', total, listed: false })
  return { changes, arrived: arrived.length }
}

async function latestSamples(tx: Db, raceId: number): Promise<Map<number, { total: bigint; listed: boolean }>> {
  const found = await queryRows<{ user_id: number; total: string; listed: boolean }>(
    tx,
    sql`
    select distinct on (user_id) user_id, total::text as total, listed from ${raceSamples}
    where race_id = ${raceId} order by user_id, timestamp desc`,
  )
  return new Map(found.map(({ user_id, total, listed }) => [user_id, { total: parseAmount(total), listed }]))
}

async function appendSamples(
  tx: Db,
  input: StoreWindowReadingInput,
  changes: readonly WindowChange[],
): Promise<bigint | null> {
  if (changes.length === 0) return null
  const [written] = await queryRows<{ through: string }>(
    tx,
    sql`
    with written as (
      insert into ${raceSamples} (race_id, user_id, timestamp, total, listed)
      select ${input.race.id}, c.user_id, ${input.asOf.toISOString()}::timestamptz, c.total, c.listed
      from unnest(
        ${arrayLiteral(changes.map(({ userId }) => userId))}::int[],
        ${amountArray(changes.map(({ total }) => total))}::numeric[],
        ${arrayLiteral(changes.map(({ listed }) => listed))}::boolean[]
      ) as c (user_id, total, listed)
      returning id
    )
    select max(id)::text as through from written`,
  )
  return written ? BigInt(written.through) : null
}
