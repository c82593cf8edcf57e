import { parseAmount, type TransactionalDb } from '@goated/schema'
import { ingestRuns, wagerRaceParticipants, wagerRaces } from '@goated/schema/tables'
import type { IngestOutcome } from '@goated/schema/vocabulary'
import { type ManualClock, manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CASINO, readCasino } from '../testing/casino.ts'
import { advanceRaces } from './advance-races.ts'
import { completeRace } from './complete-race.ts'
import { createRace } from './create-race.ts'

const start = new Date('2025-06-02T12:00:00Z')
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000)
/** The race ends after an hour, its grace period an hour later. */
const rules = {
  title: 'Race',
  prizePool: '100',
  prizeDistribution: [{ from: 1, percent: '100' }],
  source: CASINO,
  startDate: start,
  endDate: at(60),
  graceSeconds: 3600,
}

let database: TestDatabase
let db: TransactionalDb
let clock: ManualClock
let raceId: number
beforeEach(async () => {
  database = await testDatabase()
  ;({ db } = database)
  clock = manualClock(at(-1))
  raceId = (await createRace(db, rules, { clock })).race.id
  await readCasino(db, at(0), { ann: '100', bob: '100' })
  await readCasino(db, at(30), { ann: '110', bob: '105' })
})
afterEach(() => database.close())

const race = async () => (await db.select().from(wagerRaces).where(eq(wagerRaces.id, raceId)))[0]
const advance = async (minutes: number) => {
  clock.set(at(minutes))
  return (await advanceRaces(db, { clock })).map(({ name }) => name)
}
/** A run that stored nothing, as `runIngest` leaves it. */
const tried = (minutes: number, run: Partial<typeof ingestRuns.$inferInsert> = {}) =>
  db.insert(ingestRuns).values({
    source: 'casino',
    outcome: 'failed' as IngestOutcome,
    reason: 'HTTP_503',
    startedAt: at(minutes),
    finishedAt: at(minutes),
    ...run,
  })

describe('after downtime, a race past its grace period', () => {
  test('waits for the first attempt to read, and is settled by the reading that arrives', async () => {
    expect(await advance(3000)).toEqual(['race.started', 'race.settling'])
    expect(await completeRace(db, { raceId }, { clock })).toBeNull()
    await readCasino(db, at(3001), { ann: '110', bob: '130' })
    expect(await advance(3001)).toEqual(['race.completed'])
    expect(await race()).toMatchObject({ status: 'completed', settledBy: at(3001), closingReason: null })
  })

  test.each(['failed', 'empty', 'stale'] as const)('is closed once an attempt was %s', async (outcome) => {
    await advance(3000)
    await tried(3001, { outcome, reason: 'X' })
    expect(await advance(3002)).toEqual(['race.completed'])
    expect(await race()).toMatchObject({ settledBy: null, closingReason: 'GRACE_PERIOD_ENDED' })
  })

  test('is closed by a reading of a part, which settles nothing', async () => {
    await advance(3000)
    await readCasino(db, at(3001), { ann: '110' }, { totalUsers: 2 })
    expect(await advance(3002)).toEqual(['race.completed'])
    expect(await race()).toMatchObject({ settledBy: null, closingReason: 'GRACE_PERIOD_ENDED' })
  })

  test.each([
    ['began before the grace period ended', 119.9, {}],
    ['asked another source', 3001, { source: 'other' }],
    ['asked nobody, because the source does not fit the race', 3001, { reason: 'SOURCE_MISMATCH' }],
  ])('is not closed by an attempt that %s', async (_, minutes, run) => {
    await advance(3000)
    await tried(minutes, run)
    expect(await advance(3002)).toEqual([])
    expect(await race()).toMatchObject({ status: 'settling' })
  })

  test('of a window of its own waits for an attempt to read that window', async () => {
    await db.update(wagerRaces).set({ sourceClass: 'window' })
    const other = await createRace(db, { ...rules, startDate: at(0), endDate: at(90) }, { clock })
    await advance(3000)
    await tried(3001, { raceId: other.race.id })
    await tried(3001)
    await advance(3002)
    expect(await race()).toMatchObject({ status: 'settling' })
    await tried(3003, { raceId })
    expect(await advance(3004)).toEqual(['race.completed'])
  })

  test('of a source that nobody reads any more is closed when somebody says so', async () => {
    await advance(90)
    expect(await completeRace(db, { raceId, sourceGone: true }, { clock: manualClock(at(119)) })).toBeNull()
    expect(await completeRace(db, { raceId, sourceGone: true }, { clock: manualClock(at(120)) })).toMatchObject({
      raceId,
    })
    const [ann] = await db.select().from(wagerRaceParticipants).where(eq(wagerRaceParticipants.rank, 1))
    expect(ann?.totalWager).toBe(parseAmount('10'))
  })
})
