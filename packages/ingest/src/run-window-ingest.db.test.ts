import { parseAmount } from '@goated/schema'
import { ingestRuns, wagerRaces } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { asc } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runWindowIngest } from './run-window-ingest.ts'
import { commonFacts } from './source/defaults.ts'
import type { WindowReading, WindowSource } from './source/source.ts'

const start = new Date('2025-06-02T00:00:00Z')
const end = new Date('2025-06-04T00:00:00Z')
const clock = manualClock(start)

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
  clock.set(start)
})
afterEach(() => database.close())

/** A provider that says what it is told to. */
function windowSource(reading: () => Omit<WindowReading, 'asOf'>): WindowSource {
  return {
    ...commonFacts({}, { id: 'casino' }),
    class: 'window',
    unit: { exponent: 0, encoding: 'string' },
    identity: 'uid',
    auth: 'none',
    window: { inclusive: false, granularity: 'second', timeZone: 'UTC', maxDays: null },
    readWindow: async () => ({ asOf: null, ...reading() }),
  }
}

async function makeRace() {
  const [race] = await database.db
    .insert(wagerRaces)
    .values({
      title: 'Race',
      type: 'custom',
      prizePool: 0n,
      prizeDistribution: [],
      source: 'casino',
      sourceClass: 'window',
      startDate: start,
      endDate: end,
      createdAt: start,
      updatedAt: start,
    })
    .returning()
  if (!race) throw new Error('An inserted race came back empty.')
  return race
}

test('an alarm that was raised when the window was read stands once, and trust stores what is not believable', async () => {
  const { db } = database
  const race = await makeRace()
  let totals = ['50', '60', '70']
  const source = windowSource(() => ({
    totals: totals.map((total, index) => ({ uid: `u${index}`, name: `n${index}`, total: parseAmount(total) })),
    totalUsers: 4,
  }))
  const read = (options: { trust?: boolean } = {}) => {
    clock.advance(3_600_000)
    return runWindowIngest(db, source, race, { clock, ...options })
  }
  expect(await read()).toMatchObject({ outcome: 'ok' })
  totals = ['5000000', '60', '70']
  expect(await read()).toMatchObject({ outcome: 'failed', reason: 'SUM_JUMPED' })
  expect(await read({ trust: true })).toMatchObject({ outcome: 'ok', changed: 1 })
  const runs = await db.select().from(ingestRuns).orderBy(asc(ingestRuns.id))
  expect(runs.map(({ outcome, alarms }) => [outcome, alarms])).toEqual([
    ['ok', ['TOTAL_USERS_MISMATCH']],
    ['failed', ['TOTAL_USERS_MISMATCH']],
    ['ok', ['TOTAL_USERS_MISMATCH']],
  ])
})
