import { createLogger } from '@goated/example-logging'
import type { SchedulerState } from '@goated/ingest'
import { GoatedError } from '@goated/schema'
import { ingestRuns } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createWorkerMetrics } from './metrics.ts'
import { type MonitoringServer, startMonitoring } from './monitoring-server.ts'

const now = new Date('2025-06-02T12:00:00Z')
const well: SchedulerState = { leads: true, clock: { offsetMs: 0, off: null }, lastTickAgeMs: 1_500, overdue: false }
const clockOff = (offsetMs: number) =>
  new GoatedError('CLOCK_OFF', 'The clock is off: set it.', { details: { offsetMs } })

let database: TestDatabase
let monitoring: MonitoringServer
let scheduler: SchedulerState | null
beforeEach(async () => {
  database = await testDatabase()
  scheduler = well
  monitoring = await startMonitoring({
    db: database.db,
    source: 'goated',
    clock: manualClock(now),
    logger: createLogger({ service: 'test', level: 'silent' }),
    metrics: createWorkerMetrics(),
    port: 0,
    host: '127.0.0.1',
    isStopping: () => false,
    scheduler: () => scheduler,
  })
})
afterEach(async () => {
  await monitoring.close()
  await database.close()
})

async function ask(path: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${monitoring.port}${path}`)
  return { status: response.status, text: await response.text() }
}
const metric = async (name: string) => new RegExp(`^${name} (\\S+)$`, 'm').exec((await ask('/metrics')).text)?.[1]

test('a worker that ticks is ready, and one that has not begun', async () => {
  for (scheduler of [well, null, { ...well, leads: false, lastTickAgeMs: null }])
    expect((await ask('/health/ready')).status).toBe(200)
  scheduler = well
  expect(await metric('goated_last_tick_age_seconds')).toBe('1.5')
  expect(await metric('goated_tick_overdue')).toBe('0')
  expect(await metric('goated_clock_offset_seconds')).toBe('0')
})

test.each([7_200_000, -7_200_000])('one whose clock is %d ms off is not, and says by how much', async (offsetMs) => {
  scheduler = { leads: false, clock: { offsetMs, off: clockOff(offsetMs) }, lastTickAgeMs: null, overdue: false }
  expect(await ask('/health/ready')).toEqual({ status: 503, text: '{"status":"The clock is off: set it."}' })
  expect((await ask('/health/live')).status).toBe(200)
  expect(await metric('goated_clock_offset_seconds')).toBe(String(offsetMs / 1000))
  expect(await metric('goated_last_tick_age_seconds')).toBeUndefined()
})

test('one that holds the lease and does not tick is not', async () => {
  scheduler = { ...well, lastTickAgeMs: 3_600_000, overdue: true }
  expect(await ask('/health/ready')).toMatchObject({ status: 503, text: expect.stringContaining('has not ticked') })
  expect(await metric('goated_tick_overdue')).toBe('1')
  expect(await metric('goated_last_tick_age_seconds')).toBe('3600')
})

test.each([
  ['an hour ago', -3_600_000, '3600'],
  ['an hour from now', 3_600_000, '-3600'],
])('a reading of %s has that age, never another', async (_, ms, age) => {
  const asOf = new Date(now.getTime() + ms)
  const times = { asOf, startedAt: asOf, finishedAt: asOf }
  await database.db.insert(ingestRuns).values({ source: 'goated', outcome: 'ok', ...times, sumAllTime: 0n })
  expect(await metric('goated_reading_age_seconds')).toBe(age)
})
