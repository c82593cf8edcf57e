import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Clock, systemClock } from '../clock.ts'
import { checkClock, readCheckedTime } from './check-clock.ts'
import type { Db } from './db.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

const shifted = (ms: number): Clock => ({ now: () => new Date(Date.now() + ms) })
const hour = 3_600_000

describe('checkClock', () => {
  test.each([0, 4_000, -4_000])('takes a clock that is %d ms off for right', async (ms) => {
    const { off, offsetMs } = await checkClock(database.db, { clock: shifted(ms) })
    expect(off).toBeNull()
    expect(Math.abs(offsetMs - ms)).toBeLessThan(1_000)
  })

  test.each([7_000, -7_000, 2 * hour, -2 * hour])('finds one that is %d ms off', async (ms) => {
    const { off, offsetMs } = await checkClock(database.db, { clock: shifted(ms) })
    expect(off).toMatchObject({ code: 'CLOCK_OFF', details: { offsetMs } })
    expect(off?.message).toContain(ms > 0 ? 'ahead of' : 'behind')
    expect(Math.abs(offsetMs - ms)).toBeLessThan(1_500)
  })

  test('hands out the clock that is right, whatever happens to the other', async () => {
    const wrong = { ms: 2 * hour, now: () => new Date(Date.now() + wrong.ms) }
    const { clock } = await checkClock(database.db, { clock: wrong })
    wrong.ms = -5 * hour
    const ahead = clock.now().getTime() - Date.now()
    expect(ahead).toBeLessThanOrEqual(1)
    expect(ahead).toBeGreaterThan(-1_000)
  })

  test('does not blame the clock for a slow answer', async () => {
    let delay = 900
    const slow = new Proxy(database.db, {
      get: (target, name) =>
        name === 'execute'
          ? async (query: Parameters<Db['execute']>[0]) => {
              await new Promise((resolve) => setTimeout(resolve, delay))
              const answer = await target.execute(query)
              await new Promise((resolve) => setTimeout(resolve, delay))
              delay = 0
              return answer
            }
          : (Reflect.get(target, name) as unknown),
    })
    expect(await checkClock(slow, { toleranceMs: 500 })).toMatchObject({ off: null })
  })

  test('takes simulated time as it is', async () => {
    const clock = manualClock('2035-01-01T00:00:00Z')
    expect(await checkClock(database.db, { clock })).toEqual({ offsetMs: 0, off: null, clock })
    expect(await readCheckedTime(database.db, clock)).toEqual(new Date('2035-01-01T00:00:00Z'))
  })
})

describe('readCheckedTime', () => {
  test('is never later than the database', async () => {
    for (const clock of [systemClock, shifted(3_000)]) {
      const now = await readCheckedTime(database.db, clock)
      const at = now.toISOString()
      const [row] = await database.db
        .select({ past: sql<boolean>`${at}::timestamptz <= clock_timestamp()` })
        .from(sql`(select 1) as one`)
      expect(row?.past).toBe(true)
    }
  })

  test('refuses a clock that is ahead, and lets one go slow', async () => {
    await expect(readCheckedTime(database.db, shifted(2 * hour))).rejects.toMatchObject({ code: 'CLOCK_OFF' })
    const behind = await readCheckedTime(database.db, shifted(-2 * hour))
    expect(Date.now() - behind.getTime()).toBeGreaterThanOrEqual(2 * hour)
  })
})
