import { queryRows } from '@goated/schema/internal'
import { workerLeases } from '@goated/schema/tables'
import { testDatabase, type TestDatabase } from '@goated/testkit'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acquireLease, checkLease, type Lease, releaseLease, renewLease } from './lease.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.close())

const ttlMs = 30_000
const take = (holder: string, ms: number = ttlMs) => acquireLease(database.db, { name: 'worker:x', holder, ttlMs: ms })
async function taken(holder: string, ms?: number): Promise<Lease> {
  const lease = await take(holder, ms)
  if (!lease) throw new Error('not free')
  return lease
}
/** Makes the lease end so many milliseconds from now. */
const endIn = (ms: number) =>
  database.db.update(workerLeases).set({ expiresAt: sql`clock_timestamp() + ${ms}::int * interval '1 millisecond'` })
/** Milliseconds that are left of what was handed out, by the database's clock. */
async function left({ expiresAt }: Lease): Promise<number> {
  const at = expiresAt.toISOString()
  const query = sql`select (extract(epoch from ${at}::timestamptz - clock_timestamp()) * 1000)::int as ms`
  const [row] = await queryRows<{ ms: number }>(database.db, query)
  return row?.ms ?? NaN
}

test('one of any number gets it, until it ends', async () => {
  const taken = await Promise.all(['a', 'b', 'c', 'd'].map((holder) => take(holder)))
  expect(taken.filter((lease) => lease !== null)).toMatchObject([{ fence: 1n }])
  await endIn(10_000)
  expect(await take('e')).toBeNull()
  await endIn(0)
  expect(await take('e')).toMatchObject({ holder: 'e', fence: 2n })
})

test('its holder gets it again, with the same fence while it lasts and a new one afterwards', async () => {
  await take('a')
  await endIn(10_000)
  const again = await taken('a')
  expect(again.fence).toBe(1n)
  expect(await left(again)).toBeGreaterThan(20_000)
  await endIn(-1)
  expect(await take('a')).toMatchObject({ fence: 2n })
})

test('is prolonged by its holder only, and given back at once', async () => {
  const { db } = database
  const lease = await taken('a')
  await endIn(10_000)
  const renewed = await renewLease(db, lease, { ttlMs })
  expect(await left(renewed ?? lease)).toBeGreaterThan(20_000)
  expect(await take('b')).toBeNull()
  await releaseLease(db, lease)
  expect(await take('b')).toMatchObject({ fence: 2n })
  expect(await renewLease(db, lease, { ttlMs })).toBeNull()
  await releaseLease(db, lease)
  expect(await take('c')).toBeNull()
})

test.each([
  ['an hour', 3_600_000],
  ['a year', 31_536_000_000],
  ['two seconds', ttlMs + 2_000],
])('one that lasts %s longer than it may counts as over', async (_, ms) => {
  await take('a')
  await endIn(Math.min(ms, 2_000_000_000))
  expect(await take('b')).toMatchObject({ holder: 'b', fence: 2n })
  // And again for its own holder, who gets a new fence.
  await endIn(3_600_000)
  expect(await take('b')).toMatchObject({ fence: 3n })
})

test('holders that ask for different times do not take it from each other', async () => {
  const { db } = database
  const long = await taken('long', 30_000)
  expect(await take('short', 3_000)).toBeNull()
  await renewLease(db, long, { ttlMs: 30_000 })
  expect(await take('short', 3_000)).toBeNull()
  await releaseLease(db, long)
  await take('short', 3_000)
  expect(await take('long', 30_000)).toBeNull()
})

test('whoever has lost it is told inside the transaction', async () => {
  const { db } = database
  const lease = await taken('a')
  const check = () => db.transaction((tx) => checkLease(tx, lease))
  await check()
  // Over, but nobody else has taken it: what is done under it is still done by one.
  await endIn(-1)
  await check()
  await take('b')
  await expect(check()).rejects.toMatchObject({ code: 'LEASE_LOST' })
})
