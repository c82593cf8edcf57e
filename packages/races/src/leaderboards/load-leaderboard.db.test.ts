import { storeReading } from '@goated/ingest'
import { parseAmount } from '@goated/schema'
import { leaderboardSnapshots, users } from '@goated/schema/tables'
import { testDatabase, type TestDatabase } from '@goated/testkit'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEFAULT_CALENDAR } from '../race/calendar.ts'
import { loadLeaderboard } from './load-leaderboard.ts'
import { recordLeaderboards } from './record-leaderboards.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

function read(time: string, players: Record<string, { today: string; month: string }>) {
  const at = new Date(time)
  const rows = Object.entries(players).map(([uid, { today, month }]) => ({
    uid,
    name: uid,
    today: parseAmount(today),
    week: parseAmount(today),
    month: parseAmount(month),
    allTime: parseAmount(month) + 100n * 100_000_000n,
  }))
  const input = { source: { id: 'casino', commissionRate: parseAmount('0.01') }, asOf: at, startedAt: at, now: at }
  const projections = [recordLeaderboards(DEFAULT_CALENDAR)]
  return storeReading(database.db, { ...input, totalUsers: null, rows }, { projections })
}

test('a leaderboard shows the present period, with ranks before and growth against the period before', async () => {
  const { db } = database
  const load = (period: 'daily' | 'monthly', previous?: Awaited<ReturnType<typeof loadLeaderboard>>) =>
    loadLeaderboard(db, { source: 'casino', period, calendar: DEFAULT_CALENDAR, now: new Date() }, previous)
  await read('2025-06-02T12:00:00Z', { ann: { today: '8', month: '20' }, bob: { today: '4', month: '30' } })
  await read('2025-06-02T18:00:00Z', { ann: { today: '9', month: '21' }, bob: { today: '40', month: '66' } })
  const before = await load('daily')
  expect(before.entries.map(({ username, rank }) => [username, rank])).toEqual([
    ['bob', 1],
    ['ann', 2],
  ])
  await db.update(users).set({ nameHidden: true }).where(eq(users.username, 'ann'))
  // Bob is not listed any more: what his counter showed yesterday is not of today.
  await read('2025-06-03T13:00:00Z', { ann: { today: '10', month: '31' } })
  const daily = await load('daily', before)
  expect(daily.entries).toEqual([
    {
      userId: 1,
      username: 'ann',
      nameHidden: true,
      rank: 1,
      position: 1,
      previousRank: null,
      amount: parseAmount('10'),
      growth: '0.2500',
    },
  ])
  expect([daily.version, daily.periodStart, daily.asOf]).toEqual([
    3,
    new Date('2025-06-03T00:00:00Z'),
    new Date('2025-06-03T13:00:00Z'),
  ])
  await read('2025-06-03T14:00:00Z', { ann: { today: '10', month: '31' }, bob: { today: '15', month: '81' } })
  const later = await load('daily', daily)
  expect(later.entries.map(({ username, previousRank, growth }) => [username, previousRank, growth])).toEqual([
    ['bob', null, '2.7500'],
    ['ann', 1, '0.2500'],
  ])
  expect(await db.select().from(leaderboardSnapshots)).toHaveLength(16)
})
