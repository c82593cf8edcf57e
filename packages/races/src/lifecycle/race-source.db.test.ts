import { csvSource, rainbetSource, readOnce, runIngest, storeReading } from '@goated/ingest'
import { parseAmount } from '@goated/schema'
import { ingestRuns, raceSamples, sourceStates, wagerRaces } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { asc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkRaces } from '../checks/check-races.ts'
import { CASINO } from '../testing/casino.ts'
import { advanceRaces } from './advance-races.ts'
import { createRace, createSeries } from './create-race.ts'
import { updateRace } from './update-race.ts'

const now = new Date('2025-06-01T12:00:00Z')
const clock = manualClock(now)
const rules = { title: 'Race', prizePool: '100', prizeDistribution: [{ from: 1, percent: '100' }] }
const days = { startDate: '2025-06-02T00:00:00Z', endDate: '2025-06-04T00:00:00Z' }
// Nothing listens there: what is refused asks nobody.
const rainbet = rainbetSource({ url: 'http://127.0.0.1:9/', key: 'synthetic' })
const counters = csvSource({ id: 'rainbet', from: 'uid,name,all_time\na,a,5' })

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
  clock.set(now)
})
afterEach(() => database.close())

const runs = () => database.db.select().from(ingestRuns).orderBy(asc(ingestRuns.id))
const refused = (code: string, path: string) => ({ code, details: { issues: [{ path }] } })

describe('a race', () => {
  test('is made for what its source says of itself', async () => {
    const berlin = { timeZone: 'Europe/Berlin', weekStartsOn: 7 }
    const window = await createRace(database.db, { ...rules, ...days, source: rainbet }, { clock })
    expect(window.race).toMatchObject({ source: 'rainbet', sourceClass: 'window', sourceWindow: rainbet.window })
    const csv = csvSource({ from: '', calendar: berlin })
    const counted = await createRace(database.db, { ...rules, ...days, source: csv }, { clock })
    expect(counted.race).toMatchObject({
      source: 'csv',
      sourceClass: 'cumulative',
      sourceWindow: null,
      calendar: berlin,
    })
  })

  test('is refused where the source is only named, or cannot be asked for its window', async () => {
    const create = (changes: object) =>
      createRace(database.db, { ...rules, ...days, source: rainbet, ...changes }, { clock })
    await expect(create({ source: 'rainbet' })).rejects.toMatchObject(refused('INPUT_INVALID', 'source'))
    await expect(create({ sourceClass: 'window' })).rejects.toMatchObject(refused('INPUT_INVALID', 'sourceClass'))
    await expect(create({ endDate: '2025-06-03T12:00:00Z' })).rejects.toMatchObject(
      refused('WINDOW_NOT_SUPPORTED', 'endDate'),
    )
    await expect(create({ joinPolicy: 'opt_in' })).rejects.toMatchObject(refused('INPUT_INVALID', 'joinPolicy'))
    const { race } = await create({})
    await expect(
      updateRace(database.db, { raceId: race.id, startDate: '2025-06-02T06:00:00Z' }, { clock }),
    ).rejects.toMatchObject(refused('WINDOW_NOT_SUPPORTED', 'startDate'))
    const series = { ...rules, source: rainbet, anchorStart: days.startDate, type: 'custom', periodSeconds: 129_600 }
    await expect(createSeries(database.db, series as never, { clock })).rejects.toMatchObject(
      refused('WINDOW_NOT_SUPPORTED', 'periodSeconds'),
    )
    expect(await database.db.select().from(wagerRaces)).toHaveLength(1)
  })

  test('lies in the future unless it is over history', async () => {
    const create = (changes: object) =>
      createRace(database.db, { ...rules, ...days, source: CASINO, ...changes }, { clock })
    await expect(create({ startDate: '2024-06-02T00:00:00Z' })).rejects.toMatchObject(
      refused('INPUT_INVALID', 'startDate'),
    )
    await expect(create({ startDate: new Date(now.getTime() - 60_000) })).resolves.toBeDefined()
    const past = { startDate: '2025-05-01T00:00:00Z', endDate: '2025-05-02T00:00:00Z' }
    await expect(create(past)).rejects.toMatchObject({
      details: { issues: [{ path: 'startDate' }, { path: 'endDate' }] },
    })
    await expect(create({ ...past, raceHistory: true })).resolves.toBeDefined()
    const series = { ...rules, source: CASINO, anchorStart: past.startDate, type: 'weekly' as const }
    await expect(createSeries(database.db, series, { clock })).rejects.toMatchObject(
      refused('INPUT_INVALID', 'anchorStart'),
    )
    await expect(createSeries(database.db, { ...series, raceHistory: true }, { clock })).resolves.toBeDefined()
  })

  test.each(['1e3', '1E3', '1e0', '10e-1'])('takes no amount like %s from people', async (amount) => {
    const create = (changes: object) =>
      createRace(database.db, { ...rules, ...days, source: CASINO, ...changes }, { clock })
    await expect(create({ prizePool: amount })).rejects.toMatchObject(refused('INPUT_INVALID', 'prizePool'))
    await expect(create({ minWager: amount })).rejects.toMatchObject(refused('INPUT_INVALID', 'minWager'))
    const prizeDistribution = [{ from: 1, percent: amount }]
    await expect(create({ prizeDistribution })).rejects.toMatchObject(
      refused('INPUT_INVALID', 'prizeDistribution.0.percent'),
    )
  })
})

describe('a reading of a source that a race was not made for', () => {
  test('of counters is refused, on record, without asking and without blame for the upstream', async () => {
    const { db } = database
    const { race } = await createRace(db, { ...rules, ...days, source: rainbet }, { clock })
    const result = await runIngest(db, { source: counters }, { clock })
    expect(result).toMatchObject({ outcome: 'failed', reason: 'SOURCE_MISMATCH', events: [] })
    expect(result.detail).toContain(`${race.id} (window)`)
    expect(await runs()).toMatchObject([{ outcome: 'failed', reason: 'SOURCE_MISMATCH', attempts: 0 }])
    expect(await db.select().from(sourceStates)).toEqual([])
    const rows = [{ uid: 'a', name: 'a', allTime: parseAmount('5'), month: null, week: null, today: null }]
    const reading = { source: counters, asOf: now, startedAt: now, now, rows, totalUsers: null }
    expect(await storeReading(db, reading)).toMatchObject({ outcome: 'failed', reason: 'SOURCE_MISMATCH' })
    await db.update(wagerRaces).set({ status: 'cancelled' })
    expect(await runIngest(db, { source: counters }, { clock })).toMatchObject({ outcome: 'ok' })
  })

  test.each([
    ['of another class', csvSource({ id: 'rainbet', from: '' })],
    ['of another name', csvSource({ id: 'other', from: '' })],
  ])('of a window, %s, is refused as well', async (_, source) => {
    const { db } = database
    const { race } = await createRace(db, { ...rules, ...days, source }, { clock })
    clock.set(days.startDate)
    await advanceRaces(db, { clock })
    const result = await runIngest(db, { source: rainbet, raceId: race.id }, { clock })
    expect(result).toMatchObject({ outcome: 'failed', reason: 'SOURCE_MISMATCH', raceId: race.id })
    expect(await runs()).toMatchObject([{ raceId: race.id, reason: 'SOURCE_MISMATCH' }])
    expect(await db.select().from(raceSamples)).toEqual([])
    await expect(runIngest(db, { source: rainbet, raceId: 99 }, { clock })).rejects.toMatchObject({
      code: 'RACE_NOT_FOUND',
    })
    expect((await readOnce({ source: rainbet, window: { start: now, end: now } })).outcome).toBe('failed')
  })
})

test('races of one series never overlap, whatever somebody did to a window by hand', async () => {
  const { db } = database
  const { race } = await createSeries(
    db,
    { ...rules, source: CASINO, type: 'custom', periodSeconds: 3600, anchorStart: now },
    { clock },
  )
  // An hour and a half longer: over the second race and half of the third.
  await db
    .update(wagerRaces)
    .set({ endDate: new Date(now.getTime() + 9_000_000) })
    .where(eq(wagerRaces.id, race.id))
  clock.set(new Date(now.getTime() + 9_000_001))
  await advanceRaces(db, { clock })
  const races = await db.select().from(wagerRaces).orderBy(asc(wagerRaces.id))
  expect(
    races.map(({ occurrence, startDate }) => [occurrence, (startDate.getTime() - now.getTime()) / 3_600_000]),
  ).toEqual([
    [0, 0],
    [3, 3],
  ])
  expect((await checkRaces(db)).violations).toEqual([])
  await db
    .update(wagerRaces)
    .set({ endDate: new Date(now.getTime() + 12_000_000) })
    .where(eq(wagerRaces.id, race.id))
  expect((await checkRaces(db)).violations).toMatchObject([{ code: 'SERIES_RACES_OVERLAP', raceId: race.id }])
})
