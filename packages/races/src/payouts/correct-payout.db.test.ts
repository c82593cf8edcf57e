import { users } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkRaces } from '../checks/check-races.ts'
import { advanceRaces } from '../lifecycle/advance-races.ts'
import { createRace } from '../lifecycle/create-race.ts'
import { CASINO, readCasino } from '../testing/casino.ts'
import { correctPayout } from './correct-payout.ts'
import { listPayouts } from './list-payouts.ts'
import { settlePayout } from './settle-payout.ts'

const start = new Date('2025-06-02T12:00:00Z')
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000)
const clock = manualClock(start)

let database: TestDatabase
let admin: number
let payoutId: number
beforeAll(async () => {
  database = await testDatabase()
  const { db } = database
  const [created] = await db.insert(users).values({ username: 'the-admin', isAdmin: true }).returning()
  admin = created?.id ?? 0
  await readCasino(db, at(-1), { ann: '10' })
  const prizeDistribution = [{ from: 1, percent: '100' }]
  const race = {
    title: 'Race',
    source: CASINO,
    prizePool: '50',
    prizeDistribution,
    startDate: start,
    endDate: at(10),
  }
  await createRace(db, race, { clock })
  for (const minutes of [0, 5, 10]) {
    clock.set(at(minutes))
    await readCasino(db, at(minutes), { ann: String(10 + minutes) })
    await advanceRaces(db, { clock })
  }
  payoutId = (await load()).id
})
afterAll(() => database.close())

async function load() {
  const [payout] = (await listPayouts(database.db, {})).items
  if (!payout) throw new Error('There is no payout.')
  return payout
}

async function lastEntryId() {
  return (await load()).entries.at(-1)?.id ?? 0
}

const correct = (corrects: number, reason = 'Sent to somebody else') =>
  correctPayout(database.db, { payoutId, corrects, reason, correctedBy: admin }, { clock })
const settle = (status: 'paid' | 'voided', reference: string) =>
  settlePayout(database.db, { payoutId, status, reference, settledBy: admin }, { clock })

test('what is owed has nothing to correct', async () => {
  await expect(correct(1)).rejects.toMatchObject({ code: 'PAYOUT_ENTRY_NOT_LAST' })
  await expect(
    correctPayout(database.db, { payoutId: 99, corrects: 1, reason: 'x', correctedBy: admin }),
  ).rejects.toMatchObject({ code: 'PAYOUT_NOT_FOUND' })
  await expect(correct(1, '  ')).rejects.toMatchObject({ code: 'INPUT_INVALID' })
})

test('paid by mistake, corrected, voided, corrected again and paid: everything stays on record', async () => {
  await settle('paid', 'tx-1')
  const { events } = await correct(await lastEntryId())
  expect(events).toMatchObject([
    { name: 'payout.corrected', payload: { payoutId, was: 'paid', amount: '50.00', reason: 'Sent to somebody else' } },
  ])
  expect(await load()).toMatchObject({ status: 'owed', settledAt: null, settledBy: null, reference: null })
  await settle('voided', 'Two accounts')
  await correct(await lastEntryId(), 'One account after all')
  await settle('paid', 'tx-2')
  const { entries, ...payout } = await load()
  expect(payout).toMatchObject({ status: 'paid', reference: 'tx-2', settledBy: { username: 'the-admin' } })
  expect(entries.map(({ kind, reference, recordedBy }) => [kind, reference, recordedBy?.username])).toEqual([
    ['paid', 'tx-1', 'the-admin'],
    ['corrected', 'Sent to somebody else', 'the-admin'],
    ['voided', 'Two accounts', 'the-admin'],
    ['corrected', 'One account after all', 'the-admin'],
    ['paid', 'tx-2', 'the-admin'],
  ])
  const { sums } = await listPayouts(database.db, {})
  expect(sums).toEqual([{ currency: 'USD', status: 'paid', count: 1, amount: 5000n }])
  expect((await checkRaces(database.db)).violations).toEqual([])
})

test('an entry that somebody followed up is not corrected any more', async () => {
  const [first] = (await load()).entries
  await expect(correct(first?.id ?? 0)).rejects.toMatchObject({ code: 'PAYOUT_ENTRY_NOT_LAST' })
  const both = await Promise.allSettled([
    lastEntryId().then((id) => correct(id)),
    lastEntryId().then((id) => correct(id)),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect((await load()).entries).toHaveLength(6)
})

test('an audit finds a payout that does not stand as its entries say', async () => {
  await database.db.execute(sql`update goated.race_payouts set status = 'paid' where id = ${payoutId}`)
  const { violations } = await checkRaces(database.db)
  expect(violations).toMatchObject([{ invariant: 'payouts', code: 'PAYOUT_STATUS_DIFFERS', raceId: 1 }])
})
