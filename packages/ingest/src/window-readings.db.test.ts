import { parseAmount } from '@goated/schema'
import { affiliateAccounts, ingestRuns, quarantinedReadings, sourceStates, wagerRaces } from '@goated/schema/tables'
import { json, manualClock, startFakeUpstream, testDatabase, type TestDatabase } from '@goated/testkit'
import { asc } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readReceived } from './http/received.ts'
import { clashSource } from './providers/clash.ts'
import { rainbetSource } from './providers/rainbet.ts'
import { runIngest } from './run-ingest.ts'
import { commonFacts } from './source/common-facts.ts'
import type { WindowReading, WindowSource } from './source/source.ts'
import { storeReading } from './store/store-reading.ts'

const start = new Date('2025-06-02T00:00:00Z')
const end = new Date('2025-06-04T00:00:00Z')
const clock = manualClock(start)

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
  clock.set(start)
})
afterEach(() => database.close())

/** A provider that says what it is told to. */
function windowSource(reading: () => Omit<WindowReading, 'asOf'>): WindowSource {
  return {
    ...commonFacts({}, { id: 'casino' }),
    class: 'window',
    unit: { exponent: 0, encoding: 'string' },
    identity: 'uid',
    auth: 'none',
    window: { inclusive: false, granularity: 'second', timeZone: 'UTC', maxDays: null },
    readWindow: () => readReceived({}, () => ({ asOf: null, ...reading() })),
  }
}

async function makeRace(source = 'casino', sourceClass: 'window' | 'owner' = 'window') {
  const [race] = await database.db
    .insert(wagerRaces)
    .values({
      title: 'Race',
      type: 'custom',
      prizePool: 0n,
      prizeDistribution: [],
      source,
      sourceClass,
      startDate: start,
      endDate: end,
      createdAt: start,
      updatedAt: start,
    })
    .returning()
  if (!race) throw new Error('An inserted race came back empty.')
  return race
}

test('an alarm that was raised when the window was read stands once, and trust stores what is not believable', async () => {
  const { db } = database
  const race = await makeRace()
  let totals = ['50', '60', '70']
  const source = windowSource(() => ({
    totals: totals.map((total, index) => ({ uid: `u${index}`, name: `n${index}`, total: parseAmount(total) })),
    totalUsers: 4,
  }))
  const read = (options: { trust?: boolean } = {}) => {
    clock.advance(3_600_000)
    return runIngest(db, { source, raceId: race.id, ...options }, { clock })
  }
  expect(await read()).toMatchObject({ outcome: 'ok' })
  totals = ['5000000', '60', '70']
  expect(await read()).toMatchObject({ outcome: 'failed', reason: 'SUM_JUMPED' })
  expect(await read({ trust: true })).toMatchObject({ outcome: 'ok', changed: 1 })
  const runs = await db.select().from(ingestRuns).orderBy(asc(ingestRuns.id))
  expect(runs.map(({ outcome, alarms }) => [outcome, alarms])).toEqual([
    ['ok', ['TOTAL_USERS_MISMATCH']],
    ['failed', ['TOTAL_USERS_MISMATCH']],
    ['ok', ['TOTAL_USERS_MISMATCH']],
  ])
})

const player = (uid: string, total: string, name: string | null = uid) => ({ uid, name, total: parseAmount(total) })

test('nobody is an answer, before anybody has wagered and while those who are listed have not', async () => {
  const { db } = database
  const race = await makeRace()
  let totals: WindowReading['totals'] = []
  const source = windowSource(() => ({ totals, totalUsers: null }))
  const read = (options: { trust?: boolean } = {}) => {
    clock.advance(3_600_000)
    return runIngest(db, { source, raceId: race.id, ...options }, { clock })
  }
  for (let reading = 0; reading < 6; reading++)
    expect(await read()).toMatchObject({ outcome: 'ok', listed: 0, changed: 0, alarms: [] })
  totals = [player('a', '0'), player('b', '0'), player('c', '0')]
  expect(await read()).toMatchObject({ outcome: 'ok', arrived: 3, alarms: [] })
  totals = []
  expect(await read()).toMatchObject({ outcome: 'ok', alarms: [] })
  totals = [player('a', '5000'), player('b', '0'), player('c', '0')]
  expect(await read()).toMatchObject({ outcome: 'ok' })
  totals = []
  expect(await read()).toMatchObject({ outcome: 'failed', reason: 'COUNT_COLLAPSED' })
  expect(await read({ trust: true })).toMatchObject({ outcome: 'ok', listed: 0 })
  const runs = await db.select().from(ingestRuns).orderBy(asc(ingestRuns.id))
  expect(runs.map(({ outcome, complete }) => [outcome, complete])).toEqual([
    ...Array.from({ length: 9 }, () => ['ok', true]),
    ['failed', false],
    ['ok', true],
  ])
})

test('nobody is no answer where a source says so, or counts users that it does not list', async () => {
  const { db } = database
  const race = await makeRace()
  const read = (source: WindowSource) => {
    clock.advance(3_600_000)
    return runIngest(db, { source, raceId: race.id }, { clock })
  }
  const never: WindowSource = { ...windowSource(() => ({ totals: [], totalUsers: null })), emptyAnswer: 'never' }
  expect(await read(never)).toMatchObject({ outcome: 'empty', reason: 'READING_EMPTY' })
  expect(await read(windowSource(() => ({ totals: [], totalUsers: 3 })))).toMatchObject({ outcome: 'empty' })
  expect(await read(windowSource(() => ({ totals: [], totalUsers: 0 })))).toMatchObject({ outcome: 'ok' })
})

test('a name that cannot be shown keeps the last good one, and a good one replaces a placeholder', async () => {
  const { db } = database
  const race = await makeRace()
  const names: Record<string, string | null> = { 'uid-a': 'Ann', 'uid-b': null }
  const source = windowSource(() => ({
    totals: Object.entries(names).map(([uid, name]) => player(uid, '5', name)),
    totalUsers: null,
  }))
  const shown = async () => {
    clock.advance(3_600_000)
    expect(await runIngest(db, { source, raceId: race.id }, { clock })).toMatchObject({ outcome: 'ok' })
    return (await db.select().from(affiliateAccounts).orderBy(asc(affiliateAccounts.uid))).map(({ name }) => name)
  }
  expect(await shown()).toEqual(['Ann', 'player-uid-b'])
  names['uid-a'] = null
  names['uid-b'] = 'Bob'
  expect(await shown()).toEqual(['Ann', 'Bob'])
})

test('rows of whatever origin pass the same checks', async () => {
  const { db } = database
  const race = await makeRace()
  const source = windowSource(() => ({ totals: [player('a', '1'), player('a', '2')], totalUsers: null }))
  clock.advance(3_600_000)
  expect(await runIngest(db, { source, raceId: race.id }, { clock })).toMatchObject({
    outcome: 'failed',
    reason: 'DUPLICATE_UID',
    detail: 'rows.1: contradicts rows.0, which has the same uid.',
  })
  const totals = [player('a', '1'), { ...player('b', '1'), total: -1n, at: 'Line 3' }]
  const input = { source: { id: 'casino' }, raceId: race.id, asOf: clock.now(), totals, totalUsers: null }
  expect(await storeReading(db, { ...input, startedAt: clock.now(), now: clock.now() })).toEqual({
    outcome: 'failed',
    reason: 'AMOUNT_NEGATIVE',
    detail: 'Line 3: the amount is negative.',
    events: [],
  })
})

test('keys that came and went are told for providers of windows and owners of races as well', async () => {
  const { db } = database
  const upstream = await startFakeUpstream()
  try {
    const affiliates = (row: object) => ({ affiliates: [{ id: 1, username: 'a', wagered_amount: '1', ...row }] })
    const races = (row: object) => ({
      data: [{ startDate: start, durationDays: 2, topPlayers: [{ userId: 1, name: 'a', wagered: 100, ...row }] }],
    })
    const sources: [source: WindowSource, body: (row: object) => object, path: string, bad: object][] = [
      [rainbetSource({ url: upstream.url, key: 'x', minIntervalMs: 0 }), affiliates, 'affiliates[]', { id: null }],
      [clashSource({ url: upstream.url, token: 'x' }), races, 'data[].topPlayers[]', { wagered: -1 }],
    ]
    for (const [source, body, path, bad] of sources) {
      const race = await makeRace(source.id, source.class)
      const read = (row: object) => {
        clock.advance(60_000)
        upstream.answer(json({ ...body(row), cache_updated_at: clock.now() }))
        return runIngest(db, { source, raceId: race.id }, { clock, http: { attemptsMax: 1 } })
      }
      expect(await read({})).toMatchObject({ outcome: 'ok', alarms: [] })
      const detail = `Keys added: ${path}.level; removed: none.`
      expect(await read({ level: 1 })).toMatchObject({ outcome: 'ok', alarms: ['SCHEMA_DRIFT'], detail })
      expect(await read({ level: 2 })).toMatchObject({ outcome: 'ok', alarms: [] })
      const refused = await read({ level: 2, vip: true, ...bad })
      expect(refused).toMatchObject({ outcome: 'failed', detail: expect.stringContaining(`${path}.vip`) })
      const runs = await db.select().from(ingestRuns).orderBy(asc(ingestRuns.id))
      expect(runs.slice(-4).map(({ alarms }) => alarms)).toEqual([[], ['SCHEMA_DRIFT'], [], ['SCHEMA_DRIFT']])
      expect(runs.at(-3)?.detail).toBe(detail)
    }
    expect(await db.select().from(quarantinedReadings)).toHaveLength(2)
    expect((await db.select().from(sourceStates)).map(({ failures }) => failures)).toEqual([1, 1])
  } finally {
    await upstream.close()
  }
})
