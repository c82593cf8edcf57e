import { type Clock, isGoatedError } from '@goated/schema'
import { workerLeases } from '@goated/schema/tables'
import { testDatabase, type TestDatabase } from '@goated/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { acquireLease } from './lease.ts'
import { type Scheduler, type SchedulerOptions, startScheduler } from './scheduler.ts'

const intervalMs = 400
const hour = 3_600_000

let database: TestDatabase
let schedulers: Scheduler[] = []
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(async () => {
  const stopped = Promise.all(schedulers.map((scheduler) => scheduler.stop()))
  for (const release of hanging.splice(0)) release()
  await stopped
  schedulers = []
  await database.close()
})

/** When a scheduler ticked or said why not, by the steady timer. */
interface Signs {
  ticks: number[]
  said: { at: number; code: string }[]
}

function start(options: Partial<SchedulerOptions> = {}): Signs & { scheduler: Scheduler } {
  const signs: Signs = { ticks: [], said: [] }
  let lastTickAt: Date | null = null
  const scheduler = startScheduler({
    db: database.db,
    name: 'worker:x',
    intervalMs,
    leaseTtlMs: 900,
    async run({ at }) {
      signs.ticks.push(performance.now())
      lastTickAt = at
      return {}
    },
    nextBoundary: async () => null,
    lastTickAt: async () => lastTickAt,
    onError: (error) => signs.said.push({ at: performance.now(), code: isGoatedError(error) ? error.code : 'OTHER' }),
    ...options,
  })
  schedulers.push(scheduler)
  return { ...signs, scheduler }
}

/** A clock that can be set, as a machine's can. `simulated`: the database's is set with it. */
function settableClock(simulated?: true): Clock & { offsetMs: number } {
  const clock = { offsetMs: 0, now: () => new Date(Date.now() + clock.offsetMs), ...(simulated ? { simulated } : {}) }
  return clock
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
/** Blocks the whole process, as a machine that is suspended does. */
const standStill = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
const codes = ({ said }: Signs) => said.map(({ code }) => code)
// Two intervals, and what a busy machine adds.
const patienceMs = 2 * intervalMs + 4_000

/** Waits for the next tick or word, and fails when there is none in time. */
async function showsLife(signs: Signs): Promise<string> {
  const ticks = signs.ticks.length
  const words = signs.said.length
  for (const end = performance.now() + patienceMs; performance.now() < end; await wait(10)) {
    if (signs.ticks.length > ticks) return 'ticked'
    if (signs.said.length > words) return signs.said.at(-1)?.code ?? ''
  }
  throw new Error(`Neither ticked nor said why not: ${JSON.stringify(signs)}`)
}

describe('whoever holds the lease ticks within two intervals, or says why not', () => {
  test.each([
    ['two hours ahead', 2 * hour],
    ['two hours behind', -2 * hour],
    ['ten seconds ahead', 10_000],
    ['ten seconds behind', -10_000],
  ])('the clock of the process jumps to %s and back', async (_, offsetMs) => {
    const clock = settableClock()
    const signs = start({ clock })
    expect(await showsLife(signs)).toBe('ticked')
    clock.offsetMs = offsetMs
    await expect.poll(() => codes(signs)).toEqual(['CLOCK_OFF'])
    const ticked = signs.ticks.length
    await wait(3 * intervalMs)
    expect(signs.ticks.length).toBe(ticked)
    // Said once, and shown for as long as it lasts.
    expect(codes(signs)).toEqual(['CLOCK_OFF'])
    const state = signs.scheduler.state()
    expect(state).toMatchObject({ leads: false, clock: { off: { code: 'CLOCK_OFF' } } })
    expect(Math.sign(state.clock?.offsetMs ?? 0)).toBe(Math.sign(offsetMs))
    // The lease is free for one whose clock is right.
    const lease = await acquireLease(database.db, { name: 'worker:x', holder: 'other', ttlMs: 1 })
    expect(lease).not.toBeNull()

    clock.offsetMs = 0
    expect(await showsLife(signs)).toBe('ticked')
    clock.offsetMs = offsetMs
    await expect.poll(() => codes(signs)).toEqual(['CLOCK_OFF', 'CLOCK_OFF'])
  })

  test('a clock that is off from the beginning never takes the lease', async () => {
    const clock = settableClock()
    clock.offsetMs = -2 * hour
    const signs = start({ clock })
    expect(await showsLife(signs)).toBe('CLOCK_OFF')
    await wait(2 * intervalMs)
    expect(signs.ticks).toEqual([])
    expect(await database.db.select().from(workerLeases)).toEqual([])
  })

  test('all clocks jump, in any order, by little and by much', async () => {
    const clock = settableClock(true)
    const signs = start({ clock })
    expect(await showsLife(signs)).toBe('ticked')
    for (const jump of [2 * hour, -5 * hour, 300, -300, -700, 31 * 24 * hour, -400 * 24 * hour, 0, 1, -1]) {
      clock.offsetMs += jump
      await showsLife(signs)
      // What was said is no excuse for ever.
      const ticks = signs.ticks.length
      await expect.poll(() => signs.ticks.length, { timeout: patienceMs }).toBeGreaterThan(ticks)
    }
    expect(new Set(codes(signs))).toEqual(new Set(['LAST_TICK_AHEAD']))
  })

  test.each([
    ['two hours', 2 * hour],
    ['a minute', 60_000],
    ['less than an interval', intervalMs / 2],
  ])('a last tick on record that lies %s in the future holds nobody up', async (_, ms) => {
    const signs = start({ lastTickAt: async () => new Date(Date.now() + ms) })
    await showsLife(signs)
    await expect.poll(() => signs.ticks.length).toBeGreaterThan(2)
    expect(codes(signs)).toEqual(['LAST_TICK_AHEAD'])
  })

  test('the process stands still for longer than its lease, and goes on', async () => {
    const signs = start()
    expect(await showsLife(signs)).toBe('ticked')
    for (const ms of [1_200, 50, 2_000]) {
      standStill(ms)
      await showsLife(signs)
      const ticks = signs.ticks.length
      await expect.poll(() => signs.ticks.length, { timeout: patienceMs }).toBeGreaterThan(ticks)
    }
  })

  test.each<[string, Partial<SchedulerOptions>]>([
    ['a tick that never ends', { run: ({ signal }) => untilAborted(signal) }],
    ['a database that does not say what is due', { nextBoundary: () => never() }],
    ['a database that does not say when the last tick was', { lastTickAt: () => never() }],
  ])('%s is told of, once', async (_, options) => {
    const signs = start(options)
    await expect.poll(() => codes(signs)).toEqual(['TICK_OVERDUE'])
    expect(signs.scheduler.state()).toMatchObject({ leads: true, overdue: true })
    expect(signs.scheduler.state().lastTickAgeMs).toBeGreaterThan(2 * intervalMs)
    await wait(3 * intervalMs)
    expect(codes(signs)).toEqual(['TICK_OVERDUE'])
  })
})

test('one that stands by has no age, and is not overdue', async () => {
  start()
  await expect.poll(() => schedulers[0]?.state().leads).toBe(true)
  const { scheduler } = start()
  await wait(3 * intervalMs)
  expect(scheduler.state()).toMatchObject({ leads: false, lastTickAgeMs: null, overdue: false, clock: { off: null } })
  expect(schedulers[0]?.state().lastTickAgeMs).toBeLessThan(patienceMs)
})

const hanging: (() => void)[] = []
function never(): Promise<null> {
  return new Promise((resolve) => hanging.push(() => resolve(null)))
}

async function untilAborted(signal: AbortSignal): Promise<object> {
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  return {}
}
