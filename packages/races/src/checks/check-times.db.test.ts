import { type Clock } from '@goated/schema'
import { workerLeases } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { type SQL, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordVerification } from '../evidence/record-verification.ts'
import { advanceRaces } from '../lifecycle/advance-races.ts'
import { completeRace } from '../lifecycle/complete-race.ts'
import { createRace } from '../lifecycle/create-race.ts'
import { findRace } from '../race/find-race.ts'
import { CASINO, readCasino } from '../testing/casino.ts'
import { checkRaces } from './check-races.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.close())

const minute = 60_000
const hour = 60 * minute
const shifted = (ms: number): Clock => ({ now: () => new Date(Date.now() + ms) })
const codes = async () => [...new Set((await checkRaces(database.db)).violations.map(({ code }) => code))]

async function createRaceFor(fromMs: number, toMs: number): Promise<number> {
  const now = Date.now()
  const { race } = await createRace(database.db, {
    title: 'Race',
    raceHistory: true,
    source: CASINO,
    prizePool: '10.00',
    prizeDistribution: [{ from: 1, percent: '100' }],
    startDate: new Date(now + fromMs),
    endDate: new Date(now + toMs),
  })
  return race.id
}

async function finishRace(): Promise<number> {
  const { db } = database
  const raceId = await createRaceFor(-2 * hour, -hour)
  const clock = manualClock(new Date(Date.now() - 30 * minute))
  await readCasino(db, new Date(Date.now() - 150 * minute), { ann: '5' })
  await advanceRaces(db, { clock })
  await readCasino(db, new Date(Date.now() - 90 * minute), { ann: '10' })
  await readCasino(db, new Date(Date.now() - 40 * minute), { ann: '20' })
  await advanceRaces(db, { clock })
  await recordVerification(db, { raceId })
  await db.insert(workerLeases).values({ name: 'worker:casino', holder: 'a', fence: 1n, expiresAt: new Date() })
  return raceId
}

describe('a clock that is two hours ahead', () => {
  test.each([
    ['before a race', hour, 2 * hour, 'upcoming'],
    ['before the end of one', -hour, hour, 'upcoming'],
  ])('moves nothing %s', async (_, from, to, status) => {
    const { db } = database
    const raceId = await createRaceFor(from, to)
    await expect(advanceRaces(db, { clock: shifted(2 * hour) })).rejects.toMatchObject({ code: 'CLOCK_OFF' })
    expect(await findRace(db, raceId)).toMatchObject({ status })
    await advanceRaces(db, { clock: shifted(-2 * hour) })
    expect(await codes()).toEqual([])
  })

  test('completes nothing whose grace period it takes for over', async () => {
    const { db } = database
    const raceId = await createRaceFor(-hour, -minute)
    await advanceRaces(db)
    expect(await findRace(db, raceId)).toMatchObject({ status: 'settling' })
    await expect(completeRace(db, { raceId }, { clock: shifted(24 * hour) })).rejects.toMatchObject({
      code: 'CLOCK_OFF',
    })
    expect(await completeRace(db, { raceId }, { clock: shifted(4_000) })).toBeNull()
    // Simulated time is nobody's clock.
    const simulated = manualClock(new Date(Date.now() + 24 * hour))
    expect(await completeRace(db, { raceId, sourceGone: true }, { clock: simulated })).not.toBeNull()
    expect(await codes()).toEqual(['TIME_IN_FUTURE'])
  })

  test('ends nothing even a second early, when it is ahead by less than is refused', async () => {
    const { db } = database
    const raceId = await createRaceFor(-hour, 3_000)
    await advanceRaces(db, { clock: shifted(4_000) })
    expect(await findRace(db, raceId)).toMatchObject({ status: 'live' })
  })
})

describe('checkRaces finds', () => {
  const future = sql`clock_timestamp() + interval '2 hours'`
  test.each<[string, SQL, string[]]>([
    ['a completion', sql`update goated.wager_races set completed_at = ${future}`, ['TIME_IN_FUTURE']],
    [
      'a completion before the end',
      sql`update goated.wager_races set completed_at = end_date - interval '1 ms'`,
      ['RACE_EARLY'],
    ],
    ['an end that is still to come', sql`update goated.wager_races set end_date = ${future}`, ['RACE_EARLY']],
    ['an archive', sql`update goated.historical_races set created_at = ${future}`, ['TIME_IN_FUTURE']],
    ['a verification', sql`update goated.race_verifications set verified_at = ${future}`, ['TIME_IN_FUTURE']],
    ['a payout', sql`update goated.race_payouts set created_at = ${future}`, ['TIME_IN_FUTURE']],
    [
      'an entry of a payout',
      sql`insert into goated.payout_entries (payout_id, kind, created_at) select id, 'paid', ${future} from goated.race_payouts`,
      ['TIME_IN_FUTURE'],
    ],
    [
      'the source time of a reading',
      sql`update goated.ingest_runs set as_of = ${future} where id = 2`,
      ['TIME_IN_FUTURE'],
    ],
    [
      'the start of a reading',
      sql`update goated.ingest_runs set started_at = ${future} where id = 1`,
      ['TIME_IN_FUTURE'],
    ],
    [
      'the end of a reading',
      sql`update goated.ingest_runs set finished_at = ${future} where id = 1`,
      ['TIME_IN_FUTURE'],
    ],
    ['an event', sql`update goated.outbox_events set created_at = ${future} where id = 1`, ['TIME_IN_FUTURE']],
    ['a lease', sql`update goated.worker_leases set expires_at = ${future}`, ['TIME_IN_FUTURE']],
    [
      'a request for a reading',
      sql`insert into goated.source_states (source, requested_at) values ('casino', ${future})`,
      ['TIME_IN_FUTURE'],
    ],
  ])('%s in the future', async (_, tamper, expected) => {
    await finishRace()
    expect(await codes()).toEqual([])
    await database.db.execute(tamper)
    expect(await codes()).toEqual(expect.arrayContaining(expected))
  })

  test('nothing in a lease that was just taken, nor in one that is over', async () => {
    await finishRace()
    for (const end of [sql`clock_timestamp() + interval '30 seconds'`, sql`clock_timestamp() - interval '1 day'`]) {
      await database.db.update(workerLeases).set({ expiresAt: end })
      expect(await codes()).toEqual([])
    }
  })
})
