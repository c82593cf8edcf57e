import { gzipSync } from 'node:zlib'
import { type DomainEvent, parseAmount } from '@goated/schema'
import {
  affiliateAccounts,
  affiliateStats,
  ingestRuns,
  outboxEvents,
  quarantinedReadings,
  users,
} from '@goated/schema/tables'
import {
  type Answer,
  type FakeUpstream,
  json,
  manualClock,
  startFakeUpstream,
  testDatabase,
  type TestDatabase,
} from '@goated/testkit'
import { asc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { goatedSource } from './providers/goated.ts'
import { runIngest } from './run-ingest.ts'
import { storeReading } from './store/store-reading.ts'

interface Wagered {
  today?: unknown
  this_week?: unknown
  this_month?: unknown
  all_time?: unknown
}

function row(uid: string, wagered: Wagered, name: unknown = uid) {
  return { uid, name, wagered: { today: 0, this_week: 0, this_month: 0, all_time: 0, ...wagered } }
}

const good = { data: [row('a', { this_month: 5, all_time: 50.25 }), row('b', { all_time: 7 })], extra: { key: true } }

let database: TestDatabase
let upstream: FakeUpstream
const clock = manualClock(new Date('2025-06-02T12:00:00Z'))
beforeEach(async () => {
  database = await testDatabase()
  upstream = await startFakeUpstream()
})
afterEach(async () => {
  await upstream.close()
  await database.close()
})

function ingest(
  options: { bodyBytesMax?: number; attemptTimeoutMs?: number; events?: DomainEvent[]; trust?: boolean } = {},
) {
  clock.advance(900_000)
  const source = goatedSource({ url: `${upstream.url}/referral-leaderboard/CODE`, token: 'secret-token' })
  return runIngest(database.db, source, {
    clock,
    trust: options.trust,
    projections: [async () => options.events ?? []],
    http: { sleep: async () => {}, attemptsMax: 2, attemptTimeoutMs: 400, ...options },
  })
}

/** Everything that a reading may change. */
async function storedData() {
  const { db } = database
  return {
    users: await db.select().from(users).orderBy(asc(users.id)),
    accounts: await db.select().from(affiliateAccounts).orderBy(asc(affiliateAccounts.id)),
    stats: await db.select().from(affiliateStats).orderBy(asc(affiliateStats.id)),
    events: await db.select().from(outboxEvents),
  }
}

describe('a good reading', () => {
  test('is stored once: accounts, series, run and events', async () => {
    upstream.answer(json(good))
    const event = { name: 'thing.happened', payload: { amount: '1.00' } }
    const result = await ingest({ events: [event] })
    expect(result).toMatchObject({ outcome: 'ok', listed: 2, arrived: 2, changed: 2, events: [event] })
    expect(upstream.requests[0]?.headers.authorization).toBe('Bearer secret-token')
    const { accounts, stats, users: people, events } = await storedData()
    expect(people.map(({ username, email, password }) => [username, email, password])).toEqual([
      ['a', null, null],
      ['b', null, null],
    ])
    expect(accounts[0]).toMatchObject({ uid: 'a', wageredAllTime: 5_025_000_000n, wageredThisMonth: 500_000_000n })
    expect(stats[0]).toMatchObject({ totalWager: 500_000_000n, wageredAllTime: 5_025_000_000n, listed: true })
    expect(events).toHaveLength(1)
    const [run] = await database.db.select().from(ingestRuns)
    expect(run).toMatchObject({
      outcome: 'ok',
      complete: true,
      listedUsers: 2,
      newUsers: 2,
      changedUsers: 2,
      attempts: 1,
    })
  })

  test('writes only what changed, and says who is missing', async () => {
    upstream.answer(json(good))
    await ingest()
    const before = await storedData()
    expect(await ingest()).toMatchObject({ outcome: 'ok', changed: 0 })
    expect(await storedData()).toEqual(before)
    upstream.answer(json({ data: [row('a', { this_month: 5, all_time: 50.250000001 })] }))
    expect(await ingest()).toMatchObject({ outcome: 'ok', changed: 1 })
    const { stats, accounts } = await storedData()
    // Float residue beyond eight decimals is no change; that `b` is gone is one.
    expect(stats.slice(2)).toMatchObject([{ userId: accounts[1]?.userId, listed: false, wageredAllTime: 700_000_000n }])
    expect(accounts[1]?.missingSince).toEqual(clock.now())
    upstream.answer(json(good))
    await ingest()
    expect((await storedData()).accounts[1]?.missingSince).toBeNull()
  })

  test('keeps every digit of a number that a double would round', async () => {
    upstream.answer(
      json(
        '{"data":[{"uid":"a","name":"a","wagered":{"today":0,"this_week":1e-7,"this_month":1E+3,"all_time":123456789012.123456789}}]}',
      ),
    )
    await ingest()
    const [account] = (await storedData()).accounts
    expect(account?.wageredAllTime).toBe(parseAmount('123456789012.12345678'))
    expect([account?.wageredThisWeek, account?.wageredThisMonth]).toEqual([10n, parseAmount('1000')])
  })

  test('gives players of one name names of their own, and follows a rename', async () => {
    const rows = [
      row('uid1', { all_time: 1 }, 'Max'),
      row('uid2', { all_time: 2 }, 'max'),
      row('uid3', { all_time: 3 }, 'Max'),
    ]
    upstream.answer(json({ data: rows }))
    await ingest()
    const names = async () => (await storedData()).users.map(({ username }) => username).sort()
    const first = await names()
    expect(new Set(first.map((name) => name.toLowerCase())).size).toBe(3)
    expect(first).toContain('Max')
    upstream.answer(json({ data: rows.map((each) => (each.uid === 'uid3' ? { ...each, name: 'Mia' } : each)) }))
    await ingest()
    expect(await names()).toContain('Mia')
  })

  test('shows names without characters that play tricks', async () => {
    const names = ['\u202eevil\u202c', ' a\u0000b\u0007 ', '', 'e\u0301clair', '\ud83d\ude00 ok', 'x'.repeat(200)]
    upstream.answer(json({ data: names.map((name, index) => row(`uid${index}`, { all_time: 1 }, name)) }))
    expect((await ingest()).outcome).toBe('ok')
    const shown = (await storedData()).accounts.map(({ name }) => name)
    expect(shown).toEqual(['evil', 'ab', 'player-uid2', '\u00e9clair', '\ud83d\ude00 ok', 'x'.repeat(64)])
  })
})

describe('what no total depends on', () => {
  test.each([null, 5, true, {}, undefined, '', '\u0007'])('a name of %j keeps the last good name', async (name) => {
    upstream.answer(json({ data: [row('uid-1', { all_time: 5 }, 'Ann')] }))
    await ingest()
    const nameless = { uid: 'uid-2', wagered: row('', { all_time: 1 }).wagered, name }
    upstream.answer(json({ data: [{ ...row('uid-1', { all_time: 7 }), name }, nameless] }))
    expect(await ingest()).toMatchObject({ outcome: 'ok', changed: 2 })
    const names = async () => (await storedData()).accounts.map((account) => account.name)
    expect(await names()).toEqual(['Ann', 'player-uid-2'])
    expect((await storedData()).users.map(({ username }) => username)).toEqual(['Ann', 'player-uid-2'])
    upstream.answer(json({ data: [row('uid-1', { all_time: 7 }, 'Amy'), row('uid-2', { all_time: 1 }, 'Bob')] }))
    await ingest()
    expect(await names()).toEqual(['Amy', 'Bob'])
  })

  test.each([-0.01, null, '5', 'soon', [1], undefined])('a counter of %j is unknown, with an alarm', async (today) => {
    upstream.answer(json({ data: [row('a', { today: 3, all_time: 50 }), row('b', { all_time: 7 })] }))
    await ingest()
    upstream.answer(json({ data: [row('a', { today, all_time: 51 }), row('b', { all_time: 7 })] }))
    const result = await ingest()
    expect(result).toMatchObject({ outcome: 'ok', changed: 1 })
    const detail = expect.stringContaining('data.0, today')
    expect(result).toMatchObject({ alarms: expect.arrayContaining(['COUNTER_INVALID']), detail })
    const { accounts } = await storedData()
    expect(accounts[0]).toMatchObject({ wageredAllTime: parseAmount('51'), wageredToday: null, wageredThisWeek: 0n })
    const [, run] = await database.db.select().from(ingestRuns).orderBy(asc(ingestRuns.id))
    expect(run).toMatchObject({ outcome: 'ok', alarms: expect.arrayContaining(['COUNTER_INVALID']), detail })
  })

  test('a counter beyond all bounds is unknown too', async () => {
    upstream.answer(
      json('{"data":[{"uid":"a","name":"a","wagered":{"today":1e999,"this_week":0,"this_month":0,"all_time":1}}]}'),
    )
    expect(await ingest()).toMatchObject({ outcome: 'ok', alarms: ['COUNTER_INVALID'] })
  })

  test.each([2.7, -1, 'many', 3e9, true])('a number of users of %j is unknown, with an alarm', async (totalUsers) => {
    upstream.answer(json({ ...good, metadata: { totalUsers } }))
    expect(await ingest()).toMatchObject({ outcome: 'ok', alarms: ['TOTAL_USERS_INVALID'] })
    expect(await database.db.select().from(ingestRuns)).toMatchObject([{ totalUsers: null, complete: true }])
  })

  test('a number of users is used wherever the list stands', async () => {
    upstream.answer(json({ ...good, metadata: { totalUsers: 5 } }))
    expect(await ingest()).toMatchObject({ outcome: 'ok', alarms: ['TOTAL_USERS_MISMATCH'] })
    expect(await database.db.select().from(ingestRuns)).toMatchObject([{ totalUsers: 5, complete: false }])
  })
})

describe('nobody', () => {
  test('is an answer where the upstream says that it has no users, until it has some', async () => {
    upstream.answer(json({ status: 'success', metadata: { totalUsers: 0 }, data: { monthly: { data: [] } } }))
    expect(await ingest()).toMatchObject({ outcome: 'ok', listed: 0, changed: 0, alarms: [] })
    expect(await ingest()).toMatchObject({ outcome: 'ok', listed: 0, alarms: [] })
    expect(await database.db.select().from(quarantinedReadings)).toEqual([])
    upstream.answer(json({ metadata: { totalUsers: 2 }, data: good.data }))
    expect(await ingest()).toMatchObject({ outcome: 'ok', arrived: 2 })
    upstream.answer(json({ metadata: { totalUsers: 0 }, data: [] }))
    expect(await ingest()).toMatchObject({ outcome: 'failed', reason: 'COUNT_COLLAPSED' })
    expect(await ingest({ trust: true })).toMatchObject({ outcome: 'ok', changed: 2 })
  })

  test('is no answer after players were listed in part only', async () => {
    upstream.answer(json({ ...good, metadata: { totalUsers: 5 } }))
    await ingest()
    upstream.answer(json({ data: [], metadata: { totalUsers: 0 } }))
    expect(await ingest()).toMatchObject({ outcome: 'failed', reason: 'COUNT_COLLAPSED' })
  })
})

const bad: [reason: string, outcome: string, answer: Answer][] = [
  ['NOT_JSON', 'failed', json('<html><body>Bad gateway</body></html>')],
  ['NOT_JSON', 'failed', json('{"data":[{"uid":"a","name":"a","wag')],
  ['NOT_JSON', 'failed', json('')],
  ['WRONG_TYPE', 'failed', json({ data: 'soon' })],
  ['WRONG_TYPE', 'failed', json([])],
  ['WRONG_TYPE', 'failed', json({ data: [row('a', { all_time: '50' })] })],
  ['WRONG_TYPE', 'failed', json({ data: [row('a', { all_time: null })] })],
  ['WRONG_TYPE', 'failed', json({ data: [row('', { all_time: 1 })] })],
  ['WRONG_TYPE', 'failed', json({ data: [row('a', { all_time: 50.25 }), null] })],
  ['WRONG_TYPE', 'failed', json({})],
  ['UPSTREAM_ERROR', 'failed', json({ status: 'error', metadata: {}, data: {} })],
  ['UPSTREAM_ERROR', 'failed', json('"Internal error"')],
  ['RATE_LIMITED', 'failed', json({ statusCode: 400, message: 'TOO_MANY_REQUEST' })],
  ['AMOUNT_NEGATIVE', 'failed', json({ data: [row('a', { all_time: -0.01 })] })],
  ['UPSTREAM_ERROR', 'failed', json({ success: false, data: good.data })],
  ['UPSTREAM_ERROR', 'failed', json({ data: [], message: 'Something went wrong' })],
  [
    'AMOUNT_OUT_OF_RANGE',
    'failed',
    json('{"data":[{"uid":"a","name":"a","wagered":{"today":0,"this_week":0,"this_month":0,"all_time":1e999}}]}'),
  ],
  [
    'NOT_JSON',
    'failed',
    json('{"data":[{"uid":"a","name":"a","wagered":{"today":0,"this_week":0,"this_month":0,"all_time":NaN}}]}'),
  ],
  ['DUPLICATE_UID', 'failed', json({ data: [row('a', { all_time: 50 }), row('a', { all_time: 51 })] })],
  ['READING_EMPTY', 'empty', json({ data: [] })],
  ['COUNT_COLLAPSED', 'failed', json({ data: [], metadata: { totalUsers: 0 } })],
  ['SUM_JUMPED', 'failed', json({ data: [row('a', { all_time: 5025 }), row('b', { all_time: 700 })] })],
  ['SUM_COLLAPSED', 'failed', json({ data: [row('a', { all_time: 0.5 }), row('b', { all_time: 0.07 })] })],
  ['HTTP_503', 'failed', json({}, 503, { 'retry-after': 'nonsense' })],
  ['HTTP_404', 'failed', json({}, 404)],
  ['UNAUTHORIZED', 'failed', json({}, 401)],
  ['RATE_LIMITED', 'failed', json({}, 429, { 'retry-after': '0' })],
  ['NETWORK', 'failed', (_request, response) => response.socket?.destroy()],
  ['TIMEOUT', 'failed', () => {}],
  [
    'BODY_TOO_LARGE',
    'failed',
    (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' })
      response.end(gzipSync(Buffer.alloc(5_000_000, ' ')))
    },
  ],
]

describe('a bad reading', () => {
  test.each(bad)(
    '%s (%s) changes nothing, leaves its reason, and the next good one heals',
    async (reason, outcome, answer) => {
      upstream.answer(json(good))
      await ingest()
      const before = await storedData()
      upstream.answer(answer)
      expect(await ingest({ bodyBytesMax: 1_000_000 })).toMatchObject({ outcome, reason, events: [] })
      expect(await storedData()).toEqual(before)
      const runs = await database.db.select().from(ingestRuns).orderBy(asc(ingestRuns.id))
      expect(runs.map((run) => [run.outcome, run.reason])).toEqual([
        ['ok', null],
        [outcome, reason],
      ])
      expect(runs.map(({ detail }) => detail).join()).not.toContain('secret-token')
      upstream.answer(json({ data: [row('a', { this_month: 6, all_time: 51.25 }), row('b', { all_time: 7 })] }))
      expect(await ingest()).toMatchObject({ outcome: 'ok', changed: 1 })
    },
  )

  test('is kept for inspection, with its body', async () => {
    upstream.answer(json('<html>\u0000maintenance</html>'))
    await ingest()
    const [kept] = await database.db.select().from(quarantinedReadings)
    expect(kept).toMatchObject({
      reason: 'BAD_ENCODING',
      body: '[Not a text. Bytes that are not ASCII are written as \\xNN.]\n<html>\\x00maintenance</html>',
      truncated: false,
    })
  })

  test('of many players that lists less than half of them is refused, one that says it is partial is stored as such', async () => {
    const everyone = Array.from({ length: 10 }, (_, index) => row(`p${index}`, { all_time: 10 }))
    upstream.answer(json({ data: everyone }))
    await ingest()
    upstream.answer(json({ data: everyone.slice(0, 4) }))
    expect(await ingest()).toMatchObject({ outcome: 'failed', reason: 'COUNT_COLLAPSED' })
    const envelope = (rows: unknown[], totalUsers: number) => ({
      status: 'success',
      metadata: { totalUsers, lastUpdated: '2025-06-02T12:00:00.000Z' },
      data: { monthly: { data: rows } },
    })
    upstream.answer(json(envelope(everyone.slice(0, 4), 10)))
    expect(await ingest()).toMatchObject({
      outcome: 'ok',
      alarms: ['TOTAL_USERS_MISMATCH', 'COUNT_FELL', 'SCHEMA_DRIFT'],
    })
    const [newest] = await database.db
      .select()
      .from(ingestRuns)
      .where(eq(ingestRuns.outcome, 'ok'))
      .orderBy(asc(ingestRuns.id))
      .offset(1)
    expect(newest).toMatchObject({ complete: false, totalUsers: 10, listedUsers: 4 })
  })

  test('of fewer players is believed once it repeats itself, or once an operator trusts it', async () => {
    const everyone = Array.from({ length: 10 }, (_, index) => row(`p${index}`, { all_time: 1000 }))
    const complete = async () => {
      const runs = await database.db.select().from(ingestRuns).where(eq(ingestRuns.outcome, 'ok'))
      return runs.map((run) => run.complete)
    }
    upstream.answer(json({ data: everyone }), json({ data: everyone.slice(0, 8) }))
    await ingest()
    await ingest()
    await ingest()
    expect(await complete()).toEqual([true, false, true])
    upstream.answer(json({ data: everyone.slice(0, 3) }))
    expect(await ingest()).toMatchObject({ reason: 'COUNT_COLLAPSED' })
    expect(await ingest({ trust: true })).toMatchObject({ outcome: 'ok' })
    expect(await ingest()).toMatchObject({ outcome: 'ok' })
    expect(await complete()).toEqual([true, false, true, true, true])
  })

  test('that jumps is stored when an operator trusts it, and small sums may grow as they like', async () => {
    upstream.answer(json({ data: [row('a', { all_time: 1 })] }))
    await ingest()
    upstream.answer(json({ data: [row('a', { all_time: 900 })] }))
    expect(await ingest()).toMatchObject({ outcome: 'ok' })
    upstream.answer(json({ data: [row('a', { all_time: 90_000 })] }))
    expect(await ingest()).toMatchObject({ outcome: 'failed', reason: 'SUM_JUMPED' })
    expect(await ingest({ trust: true })).toMatchObject({ outcome: 'ok', changed: 1 })
  })

  test('that is a part of the players says nothing against the next whole one', async () => {
    const everyone = Array.from({ length: 100 }, (_, index) => row(`p${index}`, { all_time: 1000 }))
    const envelope = (rows: unknown[]) => ({
      status: 'success',
      metadata: { totalUsers: 100, lastUpdated: '2025-06-02T12:00:00.000Z' },
      data: { monthly: { data: rows } },
    })
    upstream.answer(json(envelope(everyone)), json(envelope(everyone.slice(0, 1))), json(envelope(everyone)))
    expect(await ingest()).toMatchObject({ outcome: 'ok', arrived: 100 })
    expect(await ingest()).toMatchObject({ outcome: 'ok', changed: 99 })
    expect(await ingest()).toMatchObject({ outcome: 'ok', changed: 99, alarms: [] })
  })

  test('is not asked for twice where the answer would be the same', async () => {
    upstream.answer(json({}, 401))
    await ingest()
    expect(upstream.requests).toHaveLength(1)
    upstream.answer(json({}, 500), json(good))
    expect(await ingest()).toMatchObject({ outcome: 'ok' })
    expect(upstream.requests).toHaveLength(3)
  })

  test('rows that repeat each other collapse', async () => {
    upstream.answer(json({ data: [row('a', { all_time: 5 }), row('a', { all_time: 5 })] }))
    expect(await ingest()).toMatchObject({ outcome: 'ok', arrived: 1 })
  })
})

test('a projection that throws undoes the whole reading', async () => {
  upstream.answer(json(good))
  const source = goatedSource({ url: upstream.url })
  const broken = runIngest(database.db, source, {
    clock,
    projections: [
      async () => {
        throw new Error('broken projection')
      },
    ],
  })
  await expect(broken).rejects.toThrow('broken projection')
  expect(await storedData()).toEqual({ users: [], accounts: [], stats: [], events: [] })
  expect(await database.db.select().from(ingestRuns)).toEqual([])
})

test('rows of whatever origin pass the same checks, and one that is refused says where it stands', async () => {
  const asOf = clock.now()
  const amounts = { allTime: 5n, month: null, week: null, today: null }
  const store = (rows: Parameters<typeof storeReading>[1]['rows']) =>
    storeReading(database.db, {
      source: { id: 'imported', commissionRate: 0n },
      asOf,
      rows,
      totalUsers: null,
      startedAt: asOf,
      now: asOf,
    })
  const ann = { ...amounts, uid: 'a', name: 'ann', at: 'Line 2' }
  expect(await store([ann, { ...ann, allTime: 6n, at: 'Line 9' }])).toEqual({
    outcome: 'failed',
    reason: 'DUPLICATE_UID',
    detail: 'Line 9: contradicts Line 2, which has the same uid.',
    events: [],
  })
  expect(await store([ann, { ...ann, uid: 'b\u0000', at: 'Line 3' }])).toMatchObject({ reason: 'WRONG_TYPE' })
  expect(await storedData()).toEqual({ users: [], accounts: [], stats: [], events: [] })
  const bob = { ...amounts, uid: 'b', name: '\u202ebob ', week: 'unusable' as const, at: 'Line 3' }
  expect(await store([ann, bob, { ...ann, name: null, at: 'Line 4' }])).toMatchObject({
    outcome: 'ok',
    listed: 2,
    alarms: ['COUNTER_INVALID'],
    detail: 'Counters of a period that cannot be used: 1, the first at Line 3, week.',
  })
  expect((await storedData()).accounts.map(({ name }) => name)).toEqual(['ann', 'bob'])
})
