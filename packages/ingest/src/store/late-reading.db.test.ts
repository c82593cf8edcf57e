import type { TransactionalDb } from '@goated/schema'
import { affiliateAccounts, affiliateStats, users } from '@goated/schema/tables'
import { testDatabase, type TestDatabase } from '@goated/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type KnownAccount, loadAccounts } from './known-accounts.ts'
import { accountsAsOf, repeatAfterLate } from './late-reading.ts'

const at = (minutes: number) => new Date(Date.parse('2025-06-02T12:00:00Z') + minutes * 60_000)

let database: TestDatabase
let db: TransactionalDb
let ids: Record<string, number>
beforeEach(async () => {
  database = await testDatabase()
  ;({ db } = database)
  ids = {}
  for (const uid of ['ann', 'bob', 'cid']) {
    const [user] = await db.insert(users).values({ username: uid }).returning({ id: users.id })
    ids[uid] = user?.id ?? 0
    await db.insert(affiliateAccounts).values({
      source: 'casino',
      uid,
      userId: ids[uid],
      name: uid.toUpperCase(),
      wageredAllTime: 99n,
      wageredPeak: 99n,
      firstSeen: at(0),
      asOf: at(0),
    })
  }
})
afterEach(() => database.close())

const shows = (
  uid: string,
  minutes: number,
  allTime: bigint,
  fields: Partial<typeof affiliateStats.$inferInsert> = {},
) =>
  db
    .insert(affiliateStats)
    .values({ userId: ids[uid] ?? 0, timestamp: at(minutes), wageredAllTime: allTime, source: 'casino', ...fields })

describe('accounts as of a moment', () => {
  const asOf = async (minutes: number, present?: ReadonlyMap<string, KnownAccount>) =>
    accountsAsOf(db, 'casino', at(minutes), present ?? (await loadAccounts(db, 'casino')))
  const amounts = async (minutes: number) =>
    Object.fromEntries([...(await asOf(minutes))].map(([uid, { allTime }]) => [uid, allTime]))

  test('are as the last row up to it says', async () => {
    await shows('ann', 10, 5n)
    await shows('ann', 20, 7n)
    await shows('bob', 20, 30n)
    expect(await amounts(9.99)).toEqual({})
    expect(await amounts(10)).toEqual({ ann: 5n })
    expect(await amounts(19.99)).toEqual({ ann: 5n })
    expect(await amounts(20)).toEqual({ ann: 7n, bob: 30n })
    expect(await amounts(999)).toEqual({ ann: 7n, bob: 30n })
  })

  test('have all counters, whether they were listed, and else what is known now', async () => {
    await shows('ann', 10, 5n, { totalWager: 4n, wageredThisWeek: 3n, wageredToday: 2n, listed: false })
    expect(Object.fromEntries(await asOf(10))).toEqual({
      ann: { userId: ids['ann'], name: 'ANN', peak: 99n, allTime: 5n, month: 4n, week: 3n, today: 2n, listed: false },
    })
  })

  test('are of the source only, and of whom it knows now', async () => {
    await shows('ann', 10, 5n, { source: 'other' })
    await shows('bob', 10, 5n)
    expect(await amounts(10)).toEqual({ bob: 5n })
    expect((await asOf(10, new Map())).size).toBe(0)
  })
})

describe('after a late reading, the next one says again what it showed:', () => {
  const change = (uid: string, allTime: bigint) => ({
    userId: ids[uid] ?? 0,
    uid,
    allTime,
    month: 1n,
    week: 2n,
    today: 3n,
    listed: true,
  })
  const before = (): Map<string, KnownAccount> =>
    new Map([
      [
        'ann',
        {
          userId: ids['ann'] ?? 0,
          name: 'x',
          peak: 9n,
          allTime: 50n,
          month: 40n,
          week: null,
          today: 20n,
          listed: false,
        },
      ],
    ])

  test('what was known before, or that there was nobody', async () => {
    expect(
      await repeatAfterLate(db, { asOf: at(20), changes: [change('ann', 55n), change('bob', 7n)], before: before() }),
    ).toEqual([
      { userId: ids['ann'], uid: 'ann', allTime: 50n, month: 40n, week: null, today: 20n, listed: false },
      { ...change('bob', 7n), listed: false },
    ])
  })

  test('but for those of whom it has a row of its own', async () => {
    await shows('ann', 20, 60n)
    await shows('bob', 19, 60n)
    await shows('cid', 21, 60n)
    const changes = [change('ann', 55n), change('bob', 7n), change('cid', 8n)]
    const repeats = await repeatAfterLate(db, { asOf: at(20), changes, before: before() })
    expect(repeats.map(({ uid }) => uid)).toEqual(['bob', 'cid'])
  })
})
