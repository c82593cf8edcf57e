import { testDatabase, type TestDatabase } from '@goated/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acquireLease, checkLease, releaseLease, renewLease } from './lease.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.close())

const at = (seconds: number) => new Date(Date.UTC(2025, 5, 2, 12, 0, seconds))
const take = (holder: string, seconds: number) =>
  acquireLease(database.db, { name: 'worker:x', holder, ttlMs: 30_000, now: at(seconds) })

test('one of any number gets it, until it ends', async () => {
  const taken = await Promise.all(['a', 'b', 'c', 'd'].map((holder) => take(holder, 0)))
  expect(taken.filter((lease) => lease !== null)).toMatchObject([{ fence: 1n }])
  expect(await take('e', 29)).toBeNull()
  expect(await take('e', 30)).toMatchObject({ holder: 'e', fence: 2n })
})

test('its holder gets it again, with the same fence while it lasts and a new one afterwards', async () => {
  await take('a', 0)
  expect(await take('a', 20)).toMatchObject({ fence: 1n, expiresAt: at(50) })
  expect(await take('a', 60)).toMatchObject({ fence: 2n })
})

test('is prolonged by its holder only, and given back at once', async () => {
  const { db } = database
  const lease = await take('a', 0)
  if (!lease) throw new Error('free')
  expect(await renewLease(db, lease, { ttlMs: 30_000, now: at(20) })).toMatchObject({ expiresAt: at(50) })
  expect(await take('b', 40)).toBeNull()
  await releaseLease(db, lease, { now: at(41) })
  expect(await take('b', 41)).toMatchObject({ fence: 2n })
  expect(await renewLease(db, lease, { ttlMs: 30_000, now: at(42) })).toBeNull()
  await releaseLease(db, lease, { now: at(42) })
  expect(await take('c', 43)).toBeNull()
})

test('whoever has lost it is told inside the transaction', async () => {
  const { db } = database
  const lease = await take('a', 0)
  if (!lease) throw new Error('free')
  const check = () => db.transaction((tx) => checkLease(tx, lease))
  await check()
  // Over, but nobody else has taken it: what is done under it is still done by one.
  await take('b', 10)
  await check()
  await take('b', 40)
  await expect(check()).rejects.toMatchObject({ code: 'LEASE_LOST' })
})
