import { users } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceRaces } from '../lifecycle/advance-races.ts'
import { createRace } from '../lifecycle/create-race.ts'
import { CASINO, readCasino } from '../testing/casino.ts'
import { listPayouts } from './list-payouts.ts'
import { settlePayout } from './settle-payout.ts'

const start = new Date('2025-06-02T12:00:00Z')
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000)
const clock = manualClock(start)

let database: TestDatabase
let admin: number
beforeAll(async () => {
  database = await testDatabase()
  const { db } = database
  const [created] = await db.insert(users).values({ username: 'the-admin', isAdmin: true }).returning()
  admin = created?.id ?? 0
  await readCasino(db, at(-1), { ann: '10', bob: '10' })
  const shared = { source: CASINO, startDate: start }
  const prizeDistribution = [
    { from: 1, percent: '70' },
    { from: 2, percent: '30' },
  ]
  const dollars = { ...shared, title: 'Dollars', prizePool: '100', prizeDistribution, endDate: at(10) }
  const euros = { ...shared, title: 'Euros', prizePool: '0.15', prizeDistribution, endDate: at(20), currency: 'EUR' }
  for (const race of [dollars, euros]) await createRace(db, race, { clock })
  await advanceRaces(db, { clock })
  for (const minutes of [5, 10, 20]) {
    clock.set(at(minutes))
    await readCasino(db, at(minutes), { ann: '20', bob: '15' })
    await advanceRaces(db, { clock })
  }
  const { items } = await listPayouts(db, { raceId: 1 })
  const [first, second] = items
  await settlePayout(db, { payoutId: first?.id ?? 0, status: 'paid', reference: 'tx-1', settledBy: admin }, { clock })
  await settlePayout(db, { payoutId: second?.id ?? 0, status: 'voided', settledBy: admin }, { clock })
})
afterAll(() => database.close())

test('payouts are listed with names, the latest race first, and with what they come to', async () => {
  const { items, total, sums } = await listPayouts(database.db, {})
  expect(items.map(({ raceTitle, place, username, amount }) => [raceTitle, place, username, amount])).toEqual([
    ['Euros', 1, 'ann', 11n],
    ['Euros', 2, 'bob', 4n],
    ['Dollars', 1, 'ann', 7000n],
    ['Dollars', 2, 'bob', 3000n],
  ])
  expect(items[0]).toMatchObject({ currency: 'EUR', status: 'owed', settledBy: null, settledAt: null, reference: null })
  expect(items[2]).toMatchObject({
    raceId: 1,
    currency: 'USD',
    status: 'paid',
    settledBy: { userId: admin, username: 'the-admin' },
    settledAt: at(20),
    reference: 'tx-1',
  })
  expect(total).toBe(4)
  expect(sums).toEqual([
    { currency: 'EUR', status: 'owed', count: 2, amount: 15n },
    { currency: 'USD', status: 'paid', count: 1, amount: 7000n },
    { currency: 'USD', status: 'voided', count: 1, amount: 3000n },
  ])
})

test('the list can be narrowed and paged; the sums are those of all statuses', async () => {
  const owed = await listPayouts(database.db, { status: 'owed', limit: 1, offset: 1 })
  expect(owed.items.map(({ place }) => place)).toEqual([2])
  expect([owed.total, owed.sums.length]).toEqual([2, 3])
  const ofRace = await listPayouts(database.db, { raceId: 2 })
  expect([ofRace.total, ofRace.sums]).toEqual([2, [{ currency: 'EUR', status: 'owed', count: 2, amount: 15n }]])
  expect(await listPayouts(database.db, { raceId: 1, status: 'owed' })).toMatchObject({ items: [], total: 0 })
  expect(await listPayouts(database.db, { raceId: 77 })).toEqual({ items: [], total: 0, sums: [] })
  await expect(listPayouts(database.db, { status: 'lost' as never })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
})
