import { parseAmount } from '@goated/schema'
import { users } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceRaces } from '../lifecycle/advance-races.ts'
import { createRace } from '../lifecycle/create-race.ts'
import { CASINO, readCasino } from '../testing/casino.ts'
import { loadProgression } from './load-progression.ts'
import { loadTopProgressions } from './load-top-progressions.ts'

const start = new Date('2025-06-02T12:00:00Z')
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000)

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

test('the progressions of the best, up to the present', async () => {
  const { db } = database
  const clock = manualClock(start)
  await readCasino(db, at(-1), { ann: '100', bob: '100', cid: '100' })
  const { race } = await createRace(
    db,
    {
      title: 'Race',
      source: CASINO,
      prizePool: '100',
      prizeDistribution: [{ from: 1, percent: '100' }],
      startDate: start,
      endDate: at(600),
    },
    { clock },
  )
  expect(await loadTopProgressions(db, { raceId: race.id })).toEqual([])
  await expect(loadProgression(db, { raceId: race.id, userId: 1 })).rejects.toMatchObject({ code: 'ENTRANT_NOT_FOUND' })
  await advanceRaces(db, { clock })
  await readCasino(db, at(10), { ann: '110', bob: '105', cid: '101' })
  await readCasino(db, at(20), { ann: '110', bob: '130.5', cid: '101' })
  // Too soon for a point of its own, yet the present.
  await readCasino(db, at(21), { ann: '111', bob: '131', cid: '101' })
  await db.update(users).set({ nameHidden: true }).where(eq(users.username, 'bob'))
  const progressions = await loadTopProgressions(db, { raceId: race.id, limit: 2 })
  expect(progressions.map(({ username, nameHidden, rank }) => [username, nameHidden, rank])).toEqual([
    ['bob', true, 1],
    ['ann', false, 2],
  ])
  expect(progressions[0]?.points).toEqual([
    { at: at(10), total: parseAmount('5') },
    { at: at(20), total: parseAmount('30.5') },
    { at: at(21), total: parseAmount('31') },
  ])
  for (const { userId, points } of progressions)
    expect(await loadProgression(db, { raceId: race.id, userId })).toEqual(points)
  await expect(loadTopProgressions(db, { raceId: race.id + 1 })).rejects.toMatchObject({ code: 'RACE_NOT_FOUND' })
  await expect(loadTopProgressions(db, { raceId: race.id, limit: 21 })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
})
