import { historicalRaces, users } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { disqualifyEntrant } from '../entrants/disqualify-entrant.ts'
import { advanceRaces } from '../lifecycle/advance-races.ts'
import { createRace } from '../lifecycle/create-race.ts'
import { CASINO, readCasino, userIdOf } from '../testing/casino.ts'
import { listHistoricalRaces, loadHistoricalRace } from './find-historical-races.ts'
import { recordVerification } from './record-verification.ts'

const start = new Date('2025-06-02T12:00:00Z')
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000)
const clock = manualClock(start)

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
  clock.set(at(-1))
  const { db } = database
  await readCasino(db, at(-1), { ann: '1', bob: '1', cid: '1', dan: '1', eve: '1' })
  const shared = { source: CASINO, startDate: start, prizePool: '100' }
  const prizeDistribution = [{ from: 1, percent: '100' }]
  await createRace(db, { ...shared, title: 'Long', prizeDistribution, endDate: at(20) }, { clock })
  await createRace(db, { ...shared, title: 'Short', prizeDistribution, endDate: at(10) }, { clock })
  clock.set(start)
  await advanceRaces(db, { clock })
  const wagered = { bob: '41', cid: '31', dan: '21', eve: '99' }
  clock.set(at(10))
  await readCasino(db, at(10), { ...wagered, ann: '50' })
  await advanceRaces(db, { clock })
  const eve = { raceId: 1, userId: await userIdOf(db, 'eve'), by: await userIdOf(db, 'ann'), reason: 'two accounts' }
  await disqualifyEntrant(db, eve, { clock })
  clock.set(at(20))
  await readCasino(db, at(20), { ...wagered, ann: '60' })
  await advanceRaces(db, { clock })
})
afterEach(() => database.close())

async function hideName(username: string, nameHidden: boolean): Promise<void> {
  await database.db.update(users).set({ nameHidden }).where(eq(users.username, username))
}

async function archiveIdOf(raceId: number): Promise<number> {
  const [archive] = await database.db.select().from(historicalRaces).where(eq(historicalRaces.raceId, raceId))
  return archive?.id ?? 0
}

test('the list has the latest first, with winners under the names as they may be shown now', async () => {
  await hideName('bob', true)
  const { items, total } = await listHistoricalRaces(database.db, { limit: 10, offset: 0 })
  expect(total).toBe(2)
  expect(items.map(({ metadata }) => metadata['title'])).toEqual(['Long', 'Short'])
  // The disqualified player is no winner, whatever the total.
  expect(items[0]?.winners.map(({ rank, username, nameHidden, prize }) => [rank, username, nameHidden, prize])).toEqual(
    [
      [1, 'ann', false, '100.00'],
      [2, 'bob', true, '0.00'],
      [3, 'cid', false, '0.00'],
    ],
  )
  expect(items[0]?.winners[1]?.userId).toBe(await userIdOf(database.db, 'bob'))
  expect(items[1]?.winners.map(({ username }) => username)).toEqual(['eve', 'ann', 'bob'])
  await hideName('bob', false)
  const again = await listHistoricalRaces(database.db, { limit: 1, offset: 1, winners: 4 })
  expect(again.items[0]?.winners.map(({ username, nameHidden }) => [username, nameHidden])).toEqual([
    ['eve', false],
    ['ann', false],
    ['bob', false],
    ['cid', false],
  ])
})

test('the archive of one race is found by it', async () => {
  const { items: all } = await listHistoricalRaces(database.db)
  for (const { id, raceId } of all)
    expect(await listHistoricalRaces(database.db, { raceId })).toMatchObject({ items: [{ id, raceId }], total: 1 })
  expect(await listHistoricalRaces(database.db, { raceId: 999 })).toEqual({ items: [], total: 0 })
  await expect(listHistoricalRaces(database.db, { limit: 0 })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
})

test('a race says whether its result was verified, and when', async () => {
  const { db } = database
  clock.set(at(30))
  await recordVerification(db, { raceId: 1 }, { clock })
  const { items } = await listHistoricalRaces(db, { limit: 10, offset: 0 })
  expect(items.map(({ verified }) => verified)).toEqual([{ ok: true, at: at(30) }, null])
  const load = async (raceId: number) => (await loadHistoricalRace(db, { id: await archiveIdOf(raceId) })).verified
  expect([await load(1), await load(2)]).toEqual([{ ok: true, at: at(30) }, null])
})

test('the standings of a race come in pages, in the order of the archive', async () => {
  const { db } = database
  await hideName('eve', true)
  const id = await archiveIdOf(1)
  const page = async (limit: number, offset: number) => (await loadHistoricalRace(db, { id, limit, offset })).standings
  const whole = await page(50, 0)
  expect(whole.map(({ rank, username, nameHidden }) => [rank, username, nameHidden])).toEqual([
    [1, 'ann', false],
    [2, 'bob', false],
    [3, 'cid', false],
    [4, 'dan', false],
    [null, 'eve', true],
  ])
  expect([...(await page(2, 0)), ...(await page(2, 2)), ...(await page(2, 4))]).toEqual(whole)
  expect(await page(2, 5)).toEqual([])
  expect(await page(200, 2_147_483_647)).toEqual([])
  const [archive] = await db.select().from(historicalRaces).where(eq(historicalRaces.id, id))
  expect(whole.map(({ nameHidden: _, ...standing }) => standing)).toEqual(archive?.participants)
  expect(await loadHistoricalRace(db, { id, limit: 1 })).toMatchObject({
    id,
    raceId: 1,
    prizePool: 10_000n,
    participantCount: 5,
    endDate: at(20),
    winners: [{ username: 'ann' }, { username: 'bob' }, { username: 'cid' }],
  })
})

test('an archive that is not there is an error of its own', async () => {
  await expect(loadHistoricalRace(database.db, { id: 99 })).rejects.toMatchObject({ code: 'HISTORICAL_RACE_NOT_FOUND' })
  await expect(loadHistoricalRace(database.db, { id: 1, limit: 0 })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
})
