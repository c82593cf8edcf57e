import { rainbetSource, runIngest } from '@goated/ingest'
import { parseAmount } from '@goated/schema'
import { historicalRaces, ingestRuns, racePayouts, raceSamples, wagerRaceParticipants } from '@goated/schema/tables'
import {
  type FakeUpstream,
  json,
  manualClock,
  startFakeUpstream,
  testDatabase,
  type TestDatabase,
} from '@goated/testkit'
import { asc } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { advanceRaces } from '../lifecycle/advance-races.ts'
import { createRace } from '../lifecycle/create-race.ts'
import { recordWindowTotals } from './record-window-totals.ts'

const start = new Date('2025-06-02T00:00:00Z')
const end = new Date('2025-06-04T00:00:00Z')
const hourMs = 3_600_000

let database: TestDatabase
let upstream: FakeUpstream
beforeEach(async () => {
  database = await testDatabase()
  upstream = await startFakeUpstream()
})
afterEach(async () => {
  await upstream.close()
  await database.close()
})

test('a provider that is asked for the race window says the totals, up to a settled and paid race', async () => {
  const { db } = database
  const clock = manualClock(start)
  const source = rainbetSource({ url: upstream.url, key: 'secret' })
  const { race } = await createRace(
    db,
    {
      title: 'Race',
      prizePool: '100',
      prizeDistribution: [{ from: 1, percent: '100' }],
      source,
      startDate: start,
      endDate: end,
    },
    { clock },
  )
  await advanceRaces(db, { clock })
  const read = async (hours: number, wagered: Record<string, string>) => {
    clock.set(new Date(start.getTime() + hours * hourMs))
    const affiliates = Object.entries(wagered).map(([username, wagered_amount], id) => ({
      username,
      id,
      wagered_amount,
    }))
    upstream.answer(json({ affiliates, cache_updated_at: clock.now().toISOString() }))
    return runIngest(db, { source, raceId: race.id }, { clock, windowProjections: [recordWindowTotals] })
  }
  const totals = async () => {
    const entrants = await db.select().from(wagerRaceParticipants).orderBy(asc(wagerRaceParticipants.rank))
    return entrants.map(({ rank, totalWager, method, flags }) => [rank, totalWager, method, flags])
  }
  expect(await read(1, { ann: '10.5', bob: '3' })).toMatchObject({ outcome: 'ok', changed: 2, arrived: 2 })
  expect(await totals()).toEqual([
    [1, parseAmount('10.5'), 'exact', []],
    [2, parseAmount('3'), 'exact', []],
  ])
  expect(await read(2, { ann: '10.5', bob: '40.25' })).toMatchObject({ outcome: 'ok', changed: 1 })
  // Rule 7: a fall below half is held back.
  await read(3, { ann: '10.5', bob: '1' })
  expect((await totals())[0]).toEqual([1, parseAmount('40.25'), 'exact', ['held', 'stale']])
  expect(await read(3, { ann: '10.5', bob: '1' })).toMatchObject({ outcome: 'stale', reason: 'TOO_SOON' })
  await read(47, { ann: '50', bob: '44' })
  // What is said after the end still is about the window, and settles it.
  await read(49, { ann: '51', bob: '60' })
  await advanceRaces(db, { clock })
  expect(await totals()).toEqual([
    [1, parseAmount('60'), 'exact', ['healed']],
    [2, parseAmount('51'), 'exact', []],
  ])
  const [archived] = await db.select().from(historicalRaces)
  expect(archived?.participants.map(({ username, total, prize }) => [username, total, prize])).toEqual([
    ['bob', '60.00000000', '100.00'],
    ['ann', '51.00000000', '0.00'],
  ])
  expect(await db.select().from(racePayouts)).toHaveLength(1)
  expect(await db.select().from(raceSamples)).toHaveLength(8)
  const runs = await db.select().from(ingestRuns).orderBy(asc(ingestRuns.id))
  expect(runs.map(({ outcome, raceId }) => [outcome, raceId])).toEqual(Array.from({ length: 5 }, () => ['ok', race.id]))
})
