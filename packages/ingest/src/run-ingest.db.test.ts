import { parseAmount } from '@goated/schema'
import { ingestRuns, quarantinedReadings } from '@goated/schema/tables'
import { json } from '@goated/testkit'
import { asc } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { goatedSource } from './providers/goated.ts'
import { runIngest } from './run-ingest.ts'
import type { ReadingRow } from './source/source.ts'
import { storeReading } from './store/store-reading.ts'
import { good, row, takeReadings } from './testing/take-readings.ts'

const readings = takeReadings()

describe('a good reading', () => {
  test('is stored once: accounts, series, run and events', async () => {
    readings.upstream.answer(json(good))
    const event = { name: 'thing.happened', payload: { amount: '1.00' } }
    const result = await readings.ingest({ events: [event] })
    expect(result).toMatchObject({ outcome: 'ok', listed: 2, arrived: 2, changed: 2, events: [event] })
    expect(readings.upstream.requests[0]?.headers.authorization).toBe('Bearer secret-token')
    const { accounts, stats, users: people, events } = await readings.storedData()
    expect(people.map(({ username, email, password }) => [username, email, password])).toEqual([
      ['a', null, null],
      ['b', null, null],
    ])
    expect(accounts[0]).toMatchObject({ uid: 'a', wageredAllTime: 5_025_000_000n, wageredThisMonth: 500_000_000n })
    expect(stats[0]).toMatchObject({ totalWager: 500_000_000n, wageredAllTime: 5_025_000_000n, listed: true })
    expect(events).toHaveLength(1)
    const [run] = await readings.database.db.select().from(ingestRuns)
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
    readings.upstream.answer(json(good))
    await readings.ingest()
    const before = await readings.storedData()
    expect(await readings.ingest()).toMatchObject({ outcome: 'ok', changed: 0 })
    expect(await readings.storedData()).toEqual(before)
    readings.upstream.answer(json({ data: [row('a', { this_month: 5, all_time: 50.250000001 })] }))
    expect(await readings.ingest()).toMatchObject({ outcome: 'ok', changed: 1 })
    const { stats, accounts } = await readings.storedData()
    // Float residue beyond eight decimals is no change; that `b` is gone is one.
    expect(stats.slice(2)).toMatchObject([{ userId: accounts[1]?.userId, listed: false, wageredAllTime: 700_000_000n }])
    expect(accounts[1]?.missingSince).toEqual(readings.clock.now())
    readings.upstream.answer(json(good))
    await readings.ingest()
    expect((await readings.storedData()).accounts[1]?.missingSince).toBeNull()
  })

  test('keeps every digit of a number that a double would round', async () => {
    readings.upstream.answer(
      json(
        '{"data":[{"uid":"a","name":"a","wagered":{"today":0,"this_week":1e-7,"this_month":1E+3,"all_time":123456789012.123456789}}]}',
      ),
    )
    await readings.ingest()
    const [account] = (await readings.storedData()).accounts
    expect(account?.wageredAllTime).toBe(parseAmount('123456789012.12345678'))
    expect([account?.wageredThisWeek, account?.wageredThisMonth]).toEqual([10n, parseAmount('1000')])
  })

  test('gives players of one name names of their own, and follows a rename', async () => {
    const rows = [
      row('uid1', { all_time: 1 }, 'Max'),
      row('uid2', { all_time: 2 }, 'max'),
      row('uid3', { all_time: 3 }, 'Max'),
    ]
    readings.upstream.answer(json({ data: rows }))
    await readings.ingest()
    const names = async () => (await readings.storedData()).users.map(({ username }) => username).sort()
    const first = await names()
    expect(new Set(first.map((name) => name.toLowerCase())).size).toBe(3)
    expect(first).toContain('Max')
    readings.upstream.answer(
      json({ data: rows.map((each) => (each.uid === 'uid3' ? { ...each, name: 'Mia' } : each)) }),
    )
    await readings.ingest()
    expect(await names()).toContain('Mia')
  })

  test('shows names without characters that play tricks', async () => {
    const names = ['\u202eevil\u202c', ' a\u0000b\u0007 ', '', 'e\u0301clair', '\ud83d\ude00 ok', 'x'.repeat(200)]
    readings.upstream.answer(json({ data: names.map((name, index) => row(`uid${index}`, { all_time: 1 }, name)) }))
    expect((await readings.ingest()).outcome).toBe('ok')
    const shown = (await readings.storedData()).accounts.map(({ name }) => name)
    expect(shown).toEqual(['evil', 'ab', 'player-uid2', '\u00e9clair', '\ud83d\ude00 ok', 'x'.repeat(64)])
  })
})

describe('what no total depends on', () => {
  test.each([null, 5, true, {}, undefined, '', '\u0007'])('a name of %j keeps the last good name', async (name) => {
    readings.upstream.answer(json({ data: [row('uid-1', { all_time: 5 }, 'Ann')] }))
    await readings.ingest()
    const nameless = { uid: 'uid-2', wagered: row('', { all_time: 1 }).wagered, name }
    readings.upstream.answer(json({ data: [{ ...row('uid-1', { all_time: 7 }), name }, nameless] }))
    expect(await readings.ingest()).toMatchObject({ outcome: 'ok', changed: 2 })
    const names = async () => (await readings.storedData()).accounts.map((account) => account.name)
    expect(await names()).toEqual(['Ann', 'player-uid-2'])
    expect((await readings.storedData()).users.map(({ username }) => username)).toEqual(['Ann', 'player-uid-2'])
    readings.upstream.answer(
      json({ data: [row('uid-1', { all_time: 7 }, 'Amy'), row('uid-2', { all_time: 1 }, 'Bob')] }),
    )
    await readings.ingest()
    expect(await names()).toEqual(['Amy', 'Bob'])
  })

  test.each([-0.01, null, '5', 'soon', [1], undefined])('a counter of %j is unknown, with an alarm', async (today) => {
    readings.upstream.answer(json({ data: [row('a', { today: 3, all_time: 50 }), row('b', { all_time: 7 })] }))
    await readings.ingest()
    readings.upstream.answer(json({ data: [row('a', { today, all_time: 51 }), row('b', { all_time: 7 })] }))
    const result = await readings.ingest()
    expect(result).toMatchObject({ outcome: 'ok', changed: 1 })
    const detail = expect.stringContaining('data.0, today')
    expect(result).toMatchObject({ alarms: expect.arrayContaining(['COUNTER_INVALID']), detail })
    const { accounts } = await readings.storedData()
    expect(accounts[0]).toMatchObject({ wageredAllTime: parseAmount('51'), wageredToday: null, wageredThisWeek: 0n })
    const [, run] = await readings.database.db.select().from(ingestRuns).orderBy(asc(ingestRuns.id))
    expect(run).toMatchObject({ outcome: 'ok', alarms: expect.arrayContaining(['COUNTER_INVALID']), detail })
  })

  test('a counter beyond all bounds is unknown too', async () => {
    readings.upstream.answer(
      json('{"data":[{"uid":"a","name":"a","wagered":{"today":1e999,"this_week":0,"this_month":0,"all_time":1}}]}'),
    )
    expect(await readings.ingest()).toMatchObject({ outcome: 'ok', alarms: ['COUNTER_INVALID'] })
  })

  test.each([2.7, -1, 'many', 3e9, true])('a number of users of %j is unknown, with an alarm', async (totalUsers) => {
    readings.upstream.answer(json({ ...good, metadata: { totalUsers } }))
    expect(await readings.ingest()).toMatchObject({ outcome: 'ok', alarms: ['TOTAL_USERS_INVALID'] })
    expect(await readings.database.db.select().from(ingestRuns)).toMatchObject([{ totalUsers: null, complete: true }])
  })

  test('a number of users is used wherever the list stands', async () => {
    readings.upstream.answer(json({ ...good, metadata: { totalUsers: 5 } }))
    expect(await readings.ingest()).toMatchObject({ outcome: 'ok', alarms: ['TOTAL_USERS_MISMATCH'] })
    expect(await readings.database.db.select().from(ingestRuns)).toMatchObject([{ totalUsers: 5, complete: false }])
  })
})

describe('nobody', () => {
  test('is an answer where the upstream says that it has no users, until it has some', async () => {
    readings.upstream.answer(json({ status: 'success', metadata: { totalUsers: 0 }, data: { monthly: { data: [] } } }))
    expect(await readings.ingest()).toMatchObject({ outcome: 'ok', listed: 0, changed: 0, alarms: [] })
    expect(await readings.ingest()).toMatchObject({ outcome: 'ok', listed: 0, alarms: [] })
    expect(await readings.database.db.select().from(quarantinedReadings)).toEqual([])
    readings.upstream.answer(json({ metadata: { totalUsers: 2 }, data: good.data }))
    expect(await readings.ingest()).toMatchObject({ outcome: 'ok', arrived: 2 })
    readings.upstream.answer(json({ metadata: { totalUsers: 0 }, data: [] }))
    expect(await readings.ingest()).toMatchObject({ outcome: 'failed', reason: 'COUNT_COLLAPSED' })
    expect(await readings.ingest({ trust: true })).toMatchObject({ outcome: 'ok', changed: 2 })
  })

  test('is no answer after players were listed in part only', async () => {
    readings.upstream.answer(json({ ...good, metadata: { totalUsers: 5 } }))
    await readings.ingest()
    readings.upstream.answer(json({ data: [], metadata: { totalUsers: 0 } }))
    expect(await readings.ingest()).toMatchObject({ outcome: 'failed', reason: 'COUNT_COLLAPSED' })
  })
})

test('a projection that throws undoes the whole reading', async () => {
  readings.upstream.answer(json(good))
  const source = goatedSource({ url: readings.upstream.url })
  const broken = runIngest(
    readings.database.db,
    { source },
    {
      clock: readings.clock,
      projections: [
        async () => {
          throw new Error('broken projection')
        },
      ],
    },
  )
  await expect(broken).rejects.toThrow('broken projection')
  expect(await readings.storedData()).toEqual({ users: [], accounts: [], stats: [], events: [] })
  expect(await readings.database.db.select().from(ingestRuns)).toEqual([])
})

test('rows of whatever origin pass the same checks, and one that is refused says where it stands', async () => {
  const asOf = readings.clock.now()
  const amounts = { allTime: 5n, month: null, week: null, today: null }
  const store = (rows: readonly ReadingRow[]) =>
    storeReading(readings.database.db, {
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
  expect(await readings.storedData()).toEqual({ users: [], accounts: [], stats: [], events: [] })
  const bob = { ...amounts, uid: 'b', name: '\u202ebob ', week: 'unusable' as const, at: 'Line 3' }
  expect(await store([ann, bob, { ...ann, name: null, at: 'Line 4' }])).toMatchObject({
    outcome: 'ok',
    listed: 2,
    alarms: ['COUNTER_INVALID'],
    detail: 'Counters of a period that cannot be used: 1, the first at Line 3, week.',
  })
  expect((await readings.storedData()).accounts.map(({ name }) => name)).toEqual(['ann', 'bob'])
})
