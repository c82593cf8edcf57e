import { createLogger } from '@goated/example-logging'
import { findReadingRequest, goatedSource, requestReading } from '@goated/ingest'
import { ingestRuns, wagerRaces } from '@goated/schema/tables'
import { type FakeUpstream, json, startFakeUpstream, testDatabase, type TestDatabase } from '@goated/testkit'
import { asc } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startWorker, type Worker } from './worker.ts'

const logger = createLogger({ service: 'test', level: 'silent' })

let database: TestDatabase
let upstream: FakeUpstream
let workers: Worker[] = []
beforeEach(async () => {
  database = await testDatabase()
  upstream = await startFakeUpstream()
})
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()))
  workers = []
  await upstream.close()
  await database.close()
})

const rows = (wager: number) => {
  const wagered = { today: 0, this_week: 0, this_month: 0, all_time: wager }
  return json({ data: [{ uid: 'a', name: 'a', wagered }] })
}

function start(intervalMs: number, options: Partial<Parameters<typeof goatedSource>[0]> = {}): Worker {
  const source = goatedSource({ url: upstream.url, ...options })
  const worker = startWorker({ db: database.db, source, intervalMs, logger })
  workers.push(worker)
  return worker
}

const runs = () => database.db.select().from(ingestRuns).orderBy(asc(ingestRuns.id))
const untilRuns = (count: number) => expect.poll(async () => (await runs()).length).toBeGreaterThanOrEqual(count)

test('two workers ask the upstream as often as one would, and one goes on when the other stops', async () => {
  upstream.answer(rows(1))
  const first = start(1000)
  const second = start(1000)
  await untilRuns(3)
  await first.stop()
  await untilRuns(5)
  await second.stop()
  const recorded = await runs()
  expect(recorded.map(({ outcome }) => outcome)).toEqual(recorded.map(() => 'ok'))
  // A worker that stops lets go of the request under way, which then leaves no run.
  expect(upstream.requests.length - recorded.length).toBeOneOf([0, 1, 2])
  const seconds = recorded.map(({ startedAt }) => Math.floor(startedAt.getTime() / 1000))
  expect(new Set(seconds.slice(1)).size).toBe(seconds.length - 1)
})

test('the start and the end of a race get readings of their own, just behind them', async () => {
  upstream.answer(rows(1))
  start(3_600_000)
  await untilRuns(1)
  const now = new Date()
  const startDate = new Date(now.getTime() + 2000)
  const endDate = new Date(startDate.getTime() + 4000)
  const race = {
    title: 'Sprint',
    type: 'custom' as const,
    prizePool: 10_000n,
    prizeDistribution: [{ from: 1, percent: '100' }],
  }
  await database.db
    .insert(wagerRaces)
    .values({ ...race, source: 'goated', startDate, endDate, createdAt: now, updatedAt: now })
  await untilRuns(3)
  const [, atStart, atEnd] = (await runs()).map(({ startedAt }) => startedAt.getTime())
  expect(atStart).toBeGreaterThanOrEqual(startDate.getTime() + 250)
  expect(atStart).toBeLessThan(endDate.getTime())
  expect(atEnd).toBeGreaterThanOrEqual(endDate.getTime() + 250)
})

test('a reading that somebody asks for is taken within seconds, once, and trusted where they say so', async () => {
  upstream.answer(rows(1_000))
  start(3_600_000)
  await untilRuns(1)
  // Nobody wagers as much in a moment, so without trust it would be refused.
  upstream.answer(rows(1_000_000_000))
  await requestReading(database.db, { source: 'goated', trust: true })
  await untilRuns(2)
  await requestReading(database.db, { source: 'goated', trust: false })
  await untilRuns(3)
  expect((await runs()).map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ['ok', null],
    ['ok', null],
    ['ok', null],
  ])
  expect(upstream.requests).toHaveLength(3)
})

test('a reading that is asked for too soon for the upstream is taken when it may be, and trusted as asked', async () => {
  upstream.answer(rows(1_000))
  start(3_600_000, { minIntervalMs: 2_000 })
  await untilRuns(1)
  upstream.answer(rows(1_000_000_000))
  await requestReading(database.db, { source: 'goated', trust: true })
  const open = () => findReadingRequest(database.db, { source: 'goated' })
  await expect.poll(open).toBeNull()
  expect((await runs()).filter(({ outcome }) => outcome === 'ok')).toHaveLength(2)
  expect(upstream.requests).toHaveLength(2)
})
