import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { listRaces } from '../race/find-races.ts'
import { CASINO } from '../testing/casino.ts'
import { advanceRaces } from './advance-races.ts'
import { createSeries } from './create-race.ts'
import { listSeries } from './list-series.ts'
import { stopSeries } from './stop-series.ts'

const start = new Date('2025-06-02T12:00:00Z')
const clock = manualClock(start)

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

test('a series by days starts at the same time of day after clocks change', async () => {
  const { db, close } = await testDatabase()
  onTestFinished(close)
  const springClock = manualClock(new Date('2025-03-28T12:00:00Z'))
  const shared = { source: CASINO, prizePool: '1', prizeDistribution: [{ from: 1, percent: '100' }] }
  const { series } = await createSeries(
    db,
    {
      ...shared,
      title: 'Daily at eight',
      type: 'custom',
      periodDays: 1,
      timeZone: 'Europe/Berlin',
      anchorStart: new Date('2025-03-29T19:00:00Z'),
    },
    { clock: springClock },
  )
  expect(series.periodSeconds).toBe(86_400)
  springClock.set(new Date('2025-03-31T20:00:00Z'))
  for (let tick = 0; tick < 3; tick++) await advanceRaces(db, { clock: springClock })
  const { items } = await listRaces(db, { limit: 10, offset: 0 })
  expect(items.map(({ startDate }) => startDate.toISOString().slice(0, 16)).sort()).toEqual([
    '2025-03-29T19:00',
    '2025-03-30T18:00',
    '2025-03-31T18:00',
  ])
})

test('a series is stopped once, is listed as such, and has no next race', async () => {
  const { db } = database
  const shared = { source: CASINO, prizePool: '1', prizeDistribution: [{ from: 1, percent: '100' }] }
  for (const title of ['First', 'Second'])
    await createSeries(db, { ...shared, title, type: 'custom', periodSeconds: 60, anchorStart: start }, { clock })
  expect(await stopSeries(db, { seriesId: 1 }, { clock })).toMatchObject({
    stopped: true,
    events: [{ name: 'series.stopped', payload: { seriesId: 1 } }],
  })
  expect(await stopSeries(db, { seriesId: 1 }, { clock })).toEqual({ stopped: false, events: [] })
  await expect(stopSeries(db, { seriesId: 9 }, { clock })).rejects.toMatchObject({ code: 'SERIES_NOT_FOUND' })
  await expect(stopSeries(db, { seriesId: 0 }, { clock })).rejects.toMatchObject({ code: 'INPUT_INVALID' })

  const titles = async (input: object) => (await listSeries(db, input)).items.map(({ title }) => title)
  expect(await titles({})).toEqual(['Second', 'First'])
  expect(await titles({ active: true })).toEqual(['Second'])
  expect(await titles({ active: false })).toEqual(['First'])
  expect(await titles({ limit: 1, offset: 1 })).toEqual(['First'])
  expect((await listSeries(db, { active: true, offset: 5 })).total).toBe(1)

  clock.advance(61_000)
  await advanceRaces(db, { clock })
  const { items } = await listRaces(db, { limit: 10, offset: 0 })
  expect(items.filter(({ seriesId }) => seriesId === 1)).toHaveLength(1)
  expect(items.filter(({ seriesId }) => seriesId === 2)).toHaveLength(2)
})
