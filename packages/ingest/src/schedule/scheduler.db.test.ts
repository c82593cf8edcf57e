import { isGoatedError } from '@goated/schema'
import { workerLeases } from '@goated/schema/tables'
import { testDatabase, type TestDatabase } from '@goated/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findReadingRequest, finishReadingRequest, requestReading, type ReadingRequest } from './request-reading.ts'
import { type DueTick, type Scheduler, type SchedulerOptions, startScheduler } from './scheduler.ts'

let database: TestDatabase
let schedulers: Scheduler[] = []
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(async () => {
  await Promise.all(schedulers.map((scheduler) => scheduler.stop()))
  schedulers = []
  await database.close()
})

/** Keeps what its ticks were, as the database would. */
function schedule(
  ticks: { who: string; at: number; reason: string }[],
  who: string,
  options: Partial<SchedulerOptions> = {},
) {
  const scheduler = startScheduler({
    db: database.db,
    name: 'worker:x',
    intervalMs: 200,
    leaseTtlMs: 600,
    async run({ at, reason }: DueTick) {
      ticks.push({ who, at: at.getTime(), reason })
      return {}
    },
    nextBoundary: async () => null,
    lastTickAt: async () => (ticks.length === 0 ? null : new Date(ticks.at(-1)?.at ?? 0)),
    onError: (error) => {
      // A machine that is busy may take ten of these intervals for one look.
      if (!isGoatedError(error, 'TICK_OVERDUE')) throw error
    },
    ...options,
  })
  schedulers.push(scheduler)
  return scheduler
}

const until = (condition: () => boolean) => expect.poll(condition, { interval: 10 }).toBe(true)

test('two at once act as one, and the other goes on when one stops', async () => {
  const ticks: Parameters<typeof schedule>[0] = []
  // Longer than a busy machine lets the first stand still.
  const leaseTtlMs = 6000
  const first = schedule(ticks, 'first', { leaseTtlMs })
  await until(() => ticks.length >= 1)
  schedule(ticks, 'second', { leaseTtlMs })
  const before = ticks.length
  await until(() => ticks.length >= before + 3)
  expect(ticks.map(({ who }) => who)).not.toContain('second')
  await first.stop()
  await until(() => ticks.some(({ who }) => who === 'second'))
  // No interval of 200 ms saw two ticks, whoever had them; the first tick of all follows no rhythm.
  const slots = ticks.slice(1).map(({ at }) => Math.floor(at / 200))
  expect(new Set(slots).size).toBe(slots.length)
})

test('ticks behind a boundary, and again when a tick asks for it', async () => {
  const ticks: Parameters<typeof schedule>[0] = []
  let boundary: Date | null = null
  const againAt: Date[] = []
  schedule(ticks, 'only', {
    intervalMs: 3_600_000,
    nextBoundary: async (after) => (boundary && after < boundary ? boundary : null),
    async run({ at, reason }) {
      ticks.push({ who: 'only', at: at.getTime(), reason })
      boundary ??= new Date(at.getTime() + 300)
      if (reason !== 'boundary' || againAt.length > 0) return {}
      againAt.push(new Date(Date.now() + 200))
      return { againAt: againAt[0] }
    },
  })
  await until(() => ticks.length === 3)
  expect(ticks.map(({ reason }) => reason)).toEqual(['first', 'boundary', 'boundary'])
  expect(ticks[1]?.at).toBeGreaterThanOrEqual((ticks[0]?.at ?? Infinity) + 300 + 250)
})

test('ticks once for each request, whether it is answered or not', async () => {
  const { db } = database
  const ticks: Parameters<typeof schedule>[0] = []
  const answered: (ReadingRequest | null)[] = []
  let answering = true
  const find = () => findReadingRequest(db, { source: 'casino' })
  schedule(ticks, 'only', {
    intervalMs: 3_600_000,
    leaseTtlMs: 300,
    requestedAt: async () => (await find())?.requestedAt ?? null,
    async run({ at, reason }) {
      if (answering) {
        const request = await find()
        if (request) await finishReadingRequest(db, { source: 'casino', requestedAt: request.requestedAt })
        answered.push(request)
      }
      ticks.push({ who: 'only', at: at.getTime(), reason })
      return {}
    },
  })
  await until(() => ticks.length === 1)
  await requestReading(db, { source: 'casino', trust: true })
  await until(() => ticks.length === 2)
  answering = false
  await requestReading(db, { source: 'casino' })
  await until(() => ticks.length === 3)
  // Several looks later it still is on record, and had its tick.
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(ticks.map(({ reason }) => reason)).toEqual(['first', 'requested', 'requested'])
  expect(answered).toMatchObject([null, { trust: true }])
})

test('a tick that threw is made up for; the error is told', async () => {
  const errors: unknown[] = []
  let runs = 0
  schedule([], 'only', {
    intervalMs: 300,
    lastTickAt: async () => new Date(),
    async run() {
      runs++
      if (runs === 1) throw new Error('broken tick')
      return {}
    },
    onError: (error) => errors.push(error),
  })
  await until(() => runs >= 2)
  expect(errors).toEqual([new Error('broken tick')])
})

test('a lease that was lost aborts the tick under way', async () => {
  const aborted: boolean[] = []
  const running: DueTick[] = []
  schedule([], 'only', {
    async run(tick) {
      running.push(tick)
      await new Promise<void>((resolve) => tick.signal.addEventListener('abort', () => resolve()))
      aborted.push(tick.signal.aborted)
      return {}
    },
  })
  await until(() => running.length === 1)
  // Somebody else took it while this process stood still.
  const expiresAt = new Date(Date.now() + 60_000)
  await database.db.update(workerLeases).set({ holder: 'else', fence: 2n, ttlMs: 60_000, expiresAt })
  await until(() => aborted.length === 1)
  expect(running).toHaveLength(1)
})
