import { sourceStates } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { countFailure } from '../admission/circuit.ts'
import { readingRequestedAt, requestReading, takeReadingRequest } from './request-reading.ts'

const start = new Date('2025-06-02T12:00:00Z')
const clock = manualClock(start)

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
  clock.set(start)
})
afterEach(() => database.close())

const take = () => takeReadingRequest(database.db, { source: 'casino' }, { clock })

test('a request is seen until one of any number of workers takes it', async () => {
  const { db } = database
  expect([await readingRequestedAt(db, 'casino'), await take()]).toEqual([null, null])
  const { events } = await requestReading(db, { source: 'casino', requestedBy: 7 }, { clock })
  expect(events).toMatchObject([
    { name: 'reading.requested', payload: { source: 'casino', trust: false, requestedBy: 7 } },
  ])
  expect(await readingRequestedAt(db, 'casino')).toEqual(start)
  expect(await readingRequestedAt(db, 'other')).toBeNull()
  const taken = await Promise.all([take(), take(), take(), take()])
  expect(taken.filter((request) => request !== null)).toEqual([{ trust: false }])
  expect([await readingRequestedAt(db, 'casino'), await take()]).toEqual([null, null])
})

test('several requests are one, trusted if one of them is; the next one is not', async () => {
  const { db } = database
  await countFailure(db, { source: 'casino', now: start })
  await requestReading(db, { source: 'casino', trust: true }, { clock })
  clock.advance(1000)
  expect(await requestReading(db, { source: 'casino' }, { clock })).toMatchObject({ trust: true })
  expect(await take()).toEqual({ trust: true })
  await requestReading(db, { source: 'casino' }, { clock })
  expect(await take()).toEqual({ trust: false })
  expect(await db.select().from(sourceStates)).toMatchObject([{ source: 'casino', failures: 1, requestedAt: null }])
})

test('trust does not outlive an hour without a worker', async () => {
  await requestReading(database.db, { source: 'casino', trust: true }, { clock })
  clock.advance(3_600_000)
  expect(await take()).toEqual({ trust: false })
})
