import { sourceStates } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { countFailure } from '../admission/circuit.ts'
import { findReadingRequest, finishReadingRequest, requestReading } from './request-reading.ts'

const start = new Date('2025-06-02T12:00:00Z')
const clock = manualClock(start)

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
  clock.set(start)
})
afterEach(() => database.close())

const find = () => findReadingRequest(database.db, { source: 'casino' }, { clock })
const finish = (requestedAt: Date) => finishReadingRequest(database.db, { source: 'casino', requestedAt })

test('a request is seen until it is answered, and then is none any more', async () => {
  const { db } = database
  expect(await find()).toBeNull()
  const { events } = await requestReading(db, { source: 'casino', requestedBy: 7 }, { clock })
  expect(events).toMatchObject([
    { name: 'reading.requested', payload: { source: 'casino', trust: false, requestedBy: 7 } },
  ])
  expect(await find()).toEqual({ requestedAt: start, trust: false })
  expect(await findReadingRequest(db, { source: 'other' })).toBeNull()
  await finish(start)
  expect(await find()).toBeNull()
})

test('several requests are one, trusted if one of them is; the next one is not', async () => {
  const { db } = database
  await countFailure(db, { source: 'casino', now: start })
  await requestReading(db, { source: 'casino', trust: true }, { clock })
  clock.advance(1000)
  expect(await requestReading(db, { source: 'casino' }, { clock })).toMatchObject({ trust: true })
  expect(await find()).toEqual({ requestedAt: clock.now(), trust: true })
  await finish(clock.now())
  await requestReading(db, { source: 'casino' }, { clock })
  expect(await find()).toMatchObject({ trust: false })
  await finish(clock.now())
  expect(await db.select().from(sourceStates)).toMatchObject([{ source: 'casino', failures: 1, requestedAt: null }])
})

test('what is asked for while a reading is under way is not answered by it', async () => {
  await requestReading(database.db, { source: 'casino' }, { clock })
  clock.advance(1000)
  await requestReading(database.db, { source: 'casino' }, { clock })
  await finish(start)
  expect(await find()).toMatchObject({ requestedAt: clock.now() })
})

test('trust does not outlive an hour without a worker', async () => {
  await requestReading(database.db, { source: 'casino', trust: true }, { clock })
  clock.advance(3_600_000)
  expect(await find()).toMatchObject({ trust: false })
})
