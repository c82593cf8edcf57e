import { ingestRuns, sourceStates } from '@goated/schema/tables'
import {
  type FakeUpstream,
  json,
  manualClock,
  startFakeUpstream,
  testDatabase,
  type TestDatabase,
} from '@goated/testkit'
import { asc } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { goatedSource, type GoatedSourceOptions } from '../providers/goated.ts'
import { type IngestDeps, runIngest, type RunIngestInput } from '../run-ingest.ts'
import { acquireLease, releaseLease } from '../schedule/lease.ts'
import { admitFetch } from './admit-fetch.ts'

let database: TestDatabase
let upstream: FakeUpstream
beforeEach(async () => {
  database = await testDatabase()
  upstream = await startFakeUpstream()
})
afterEach(async () => {
  await upstream.close()
  await database.close()
})

const start = new Date('2025-06-02T12:00:00Z')
const clock = manualClock(start)
const good = (wager: number, more: object = {}) => {
  const wagered = { today: 0, this_week: 0, this_month: 0, all_time: wager }
  return json({ data: [{ uid: 'a', name: 'a', wagered, ...more }] })
}

type Deps = IngestDeps & Pick<RunIngestInput, 'force'>

function ingest({ force, ...deps }: Deps = {}, options: Partial<GoatedSourceOptions> = {}) {
  const source = goatedSource({ url: upstream.url, ...options })
  return runIngest(database.db, { source, force }, { clock, http: { sleep: async () => {}, attemptsMax: 1 }, ...deps })
}

const runs = () => database.db.select().from(ingestRuns).orderBy(asc(ingestRuns.id))

describe('the circuit', () => {
  beforeEach(() => clock.set(start))

  test('opens after failures in a row, says so once, is probed, and closes', async () => {
    upstream.answer(json({}, 500))
    for (let failure = 1; failure <= 5; failure++) expect(await ingest()).toMatchObject({ reason: 'HTTP_500' })
    clock.advance(30_000)
    const againAt = new Date(start.getTime() + 60_000)
    expect(await ingest()).toMatchObject({ outcome: 'failed', reason: 'CIRCUIT_OPEN', againAt, events: [] })
    expect(upstream.requests).toHaveLength(5)
    expect((await runs()).map(({ alarms }) => alarms)).toEqual([[], [], [], [], ['CIRCUIT_OPENED']])

    // The probe fails: twice as long.
    clock.advance(30_000)
    expect(await ingest()).toMatchObject({ reason: 'HTTP_500' })
    clock.advance(119_000)
    expect(await ingest()).toMatchObject({ reason: 'CIRCUIT_OPEN' })
    expect(await runs()).toHaveLength(6)

    upstream.answer(good(1))
    clock.advance(1000)
    expect(await ingest()).toMatchObject({ outcome: 'ok' })
    expect(await database.db.select().from(sourceStates)).toMatchObject([{ failures: 0, openUntil: null }])
    upstream.answer(json({}, 500))
    clock.advance(1000)
    await ingest()
    expect(await ingest()).toMatchObject({ reason: 'HTTP_500' })
  })

  test('is open to one probe only, whichever process it is', async () => {
    upstream.answer(json({}, 500))
    for (let failure = 1; failure <= 5; failure++) await ingest()
    clock.advance(60_000)
    const source = goatedSource({ url: upstream.url })
    const ask = () => admitFetch(database.db, { source, now: clock.now() })
    const admitted = await Promise.all([ask(), ask(), ask(), ask()])
    expect(admitted.filter((each) => each.admitted)).toHaveLength(1)
    // A probe that died with its process does not keep everyone out.
    clock.advance(120_000)
    expect(await ask()).toMatchObject({ admitted: true })
  })

  test('lets force through, and a clock that was wrong once', async () => {
    upstream.answer(json({}, 500))
    for (let failure = 1; failure <= 5; failure++) await ingest()
    expect(await ingest({ force: true })).toMatchObject({ reason: 'HTTP_500' })
    clock.set(new Date(start.getTime() - 86_400_000))
    expect(await ingest()).toMatchObject({ reason: 'HTTP_500' })
  })

  test('an empty list proves the upstream well', async () => {
    upstream.answer(good(1))
    await ingest()
    upstream.answer(json({}, 500))
    clock.advance(1000)
    for (let failure = 1; failure <= 4; failure++) await ingest()
    upstream.answer(json({ data: [] }))
    expect(await ingest()).toMatchObject({ outcome: 'empty' })
    expect(await database.db.select().from(sourceStates)).toMatchObject([{ failures: 0 }])
  })
})

describe('the minimum interval', () => {
  beforeEach(() => clock.set(start))
  const options = { minIntervalMs: 60_000 }

  test('is kept by all processes together, without a request and without a record', async () => {
    upstream.answer(good(1))
    const results = await Promise.all([ingest({}, options), ingest({}, options), ingest({}, options)])
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['ok', 'stale', 'stale'])
    const againAt = new Date(start.getTime() + 60_000)
    expect(results.find(({ outcome }) => outcome === 'stale')).toMatchObject({ reason: 'TOO_SOON', againAt })
    expect(upstream.requests).toHaveLength(1)
    expect(await runs()).toHaveLength(1)
    clock.advance(59_999)
    expect(await ingest({ force: true }, options)).toMatchObject({ reason: 'TOO_SOON' })
    clock.advance(1)
    expect(await ingest({}, options)).toMatchObject({ outcome: 'ok' })
  })

  test('does not hold for hours because a clock was wrong once', async () => {
    clock.set('2030-01-01T00:00:00Z')
    await ingest({}, options)
    clock.set(start)
    upstream.answer(good(2))
    expect((await ingest({}, options)).outcome).not.toBe('stale')
  })
})

describe('alarms', () => {
  beforeEach(() => clock.set(start))

  test('name the keys that came and went, once', async () => {
    upstream.answer(good(1, { vip: true }))
    expect(await ingest()).toMatchObject({ alarms: [] })
    upstream.answer(good(2, { level: 7 }))
    clock.advance(1000)
    const detail = 'Keys added: data[].level; removed: data[].vip.'
    expect(await ingest()).toMatchObject({ outcome: 'ok', alarms: ['SCHEMA_DRIFT'], detail })
    expect((await runs())[1]).toMatchObject({ alarms: ['SCHEMA_DRIFT'], detail })
    clock.advance(1000)
    expect(await ingest()).toMatchObject({ outcome: 'ok', alarms: [] })
  })

  const changedKeys = 'Keys added: data[].username; removed: data[].name.'
  test.each<[reason: string, wagers: unknown[]]>([
    ['WRONG_TYPE', ['2']],
    ['AMOUNT_NEGATIVE', [-2]],
    ['DUPLICATE_UID', [2, 3]],
    ['SUM_JUMPED', [1_000_000]],
  ])('a reading refused for %s says what changed, and the next is not measured by it', async (reason, wagers) => {
    upstream.answer(good(100))
    await ingest()
    const wagered = { today: 0, this_week: 0, this_month: 0 }
    const data = wagers.map((wager) => ({ uid: 'a', username: 'a', wagered: { ...wagered, all_time: wager } }))
    upstream.answer(json({ data }))
    clock.advance(1000)
    const refused = await ingest()
    expect(refused).toMatchObject({ outcome: 'failed', reason })
    expect(refused.detail).toContain(changedKeys)
    expect((await runs())[1]).toMatchObject({ alarms: ['SCHEMA_DRIFT'], detail: expect.stringContaining(changedKeys) })
    upstream.answer(good(102))
    clock.advance(1000)
    expect(await ingest()).toMatchObject({ outcome: 'ok', alarms: [] })
  })

  test('an answer that only says that it failed has no keys to compare', async () => {
    upstream.answer(good(1))
    await ingest()
    upstream.answer(json({ error: 'closed', code: 7 }))
    clock.advance(1000)
    expect(await ingest()).toMatchObject({ outcome: 'failed', reason: 'UPSTREAM_ERROR' })
    expect((await runs())[1]?.alarms).toEqual([])
  })

  test('a list of nobody shows no keys of a player, and what is known of them is kept', async () => {
    const empty = json({ data: [], metadata: { totalUsers: 0 } })
    upstream.answer(empty)
    await ingest()
    for (const answer of [good(1, { metadata: 1 }), good(1, { metadata: 1 })]) {
      upstream.answer(answer)
      clock.advance(1000)
      await ingest()
    }
    upstream.answer(json({ data: [] }))
    clock.advance(1000)
    expect(await ingest()).toMatchObject({ outcome: 'empty' })
    upstream.answer(good(1, { metadata: 1, level: 7 }))
    clock.advance(1000)
    expect(await ingest()).toMatchObject({
      alarms: ['SCHEMA_DRIFT'],
      detail: 'Keys added: data[].level; removed: none.',
    })
  })

  test('a credential is about to expire, as the token says or the options do', async () => {
    upstream.answer(good(1))
    const exp = Math.floor(start.getTime() / 1000) + 3600
    const token = `x.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.y`
    expect(await ingest({}, { token })).toMatchObject({ alarms: ['CREDENTIAL_EXPIRES'] })
    clock.advance(1000)
    const credentialExpiresAt = new Date('2025-06-02T18:00:00Z')
    expect(await ingest({}, { token, credentialExpiresAt })).toMatchObject({ alarms: [] })
  })
})

test('a worker that has lost its lease stores nothing, whether it reads well or not', async () => {
  clock.set(start)
  const take = (holder: string) => acquireLease(database.db, { name: 'worker:goated', holder, ttlMs: 30_000 })
  const lease = await take('a')
  if (!lease) throw new Error('free')
  upstream.answer(good(1))
  expect(await ingest({ lease })).toMatchObject({ outcome: 'ok' })
  await releaseLease(database.db, lease)
  await take('b')
  upstream.answer(good(2))
  await expect(ingest({ lease })).rejects.toMatchObject({ code: 'LEASE_LOST' })
  upstream.answer(json({}, 500))
  await expect(ingest({ lease })).rejects.toMatchObject({ code: 'LEASE_LOST' })
  expect(await runs()).toHaveLength(1)
})
