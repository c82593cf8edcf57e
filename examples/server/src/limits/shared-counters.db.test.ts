import { rateLimits } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { asc } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSharedCounters } from './shared-counters.ts'

const minute = 60_000
const noon = '2025-03-12T12:00:00.000Z'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.close())

const told = async () =>
  (await database.db.select().from(rateLimits).orderBy(asc(rateLimits.key), asc(rateLimits.windowStart))).map(
    ({ key, windowStart, hits }) => `${key} ${windowStart.toISOString().slice(11, 16)} ${hits}`,
  )

describe('counters of two processes', () => {
  test('agree once they have told each other', async () => {
    const clock = manualClock('2025-03-12T12:00:00Z')
    const counters = () => createSharedCounters({ db: database.db, clock, shareFrom: 2 })
    const [one, other] = [counters(), counters()]
    for (let hit = 1; hit <= 5; hit++) expect(one.hit('read a', 60_000)).toBe(hit)
    expect(other.hit('read a', 60_000)).toBe(1)
    other.hit('read a', 60_000)
    await Promise.all([one.share(), other.share()])
    await Promise.all([one.share(), other.share()])
    // What is not told yet is known to the one that counted it.
    one.hit('read a', 60_000)
    other.hit('read a', 60_000)
    await one.share()
    await other.share()
    expect(other.hit('read a', 60_000)).toBe(10)
    clock.advance(60_000)
    expect(one.hit('read a', 60_000)).toBe(1)
  })

  test('leave the database alone for who asks now and then', async () => {
    const clock = manualClock('2025-03-12T12:00:00Z')
    const counters = createSharedCounters({ db: database.db, clock, shareFrom: 3 })
    for (let client = 0; client < 50; client++) counters.hit(`read ${client}`, 60_000)
    await counters.share()
    expect(await database.db.select().from(rateLimits)).toEqual([])
  })
})

describe('a counter', () => {
  test('begins anew with each window, on both sides of the boundary', () => {
    const clock = manualClock('2025-03-12T12:00:59.999Z')
    const counters = createSharedCounters({ db: database.db, clock, shareFrom: 1 })
    expect([counters.hit('a', minute), counters.hit('a', minute), counters.hit('b', minute)]).toEqual([1, 2, 1])
    clock.advance(1)
    expect(counters.hit('a', minute)).toBe(1)
  })

  test('is shared from so many hits on, each hit once, in the window it belongs to', async () => {
    const clock = manualClock(noon)
    const counters = createSharedCounters({ db: database.db, clock, shareFrom: 3 })
    const hit = (key: string, times: number) => {
      for (let count = 0; count < times; count++) counters.hit(key, minute)
    }
    hit('b', 3)
    hit('a', 2)
    await counters.share()
    expect(await told()).toEqual(['b 12:00 3'])
    await counters.share()
    expect(await told()).toEqual(['b 12:00 3'])
    hit('a', 1)
    hit('b', 1)
    await counters.share()
    expect(await told()).toEqual(['a 12:00 3', 'b 12:00 4'])
    expect(counters.hit('b', minute)).toBe(5)
    clock.advance(minute)
    hit('b', 3)
    await counters.share()
    expect(await told()).toEqual(['a 12:00 3', 'b 12:00 4', 'b 12:01 3'])
  })

  test('counts on while the database is told, and forgets nothing that it is not told', async () => {
    const clock = manualClock(noon)
    const counters = createSharedCounters({ db: database.db, clock, shareFrom: 1 })
    counters.hit('a', minute)
    const telling = counters.share()
    counters.hit('a', minute)
    await telling
    expect(counters.hit('a', minute)).toBe(3)
    await counters.share()
    expect(await told()).toEqual(['a 12:00 3'])
    const gone = createSharedCounters({
      db: { execute: async () => Promise.reject(new Error('gone')) } as never,
      clock,
      shareFrom: 1,
    })
    gone.hit('a', minute)
    await expect(gone.share()).rejects.toThrow('gone')
    expect(gone.hit('a', minute)).toBe(2)
  })

  test('learns nothing of a window that ended while the database answered', async () => {
    const clock = manualClock(noon)
    const counters = () => createSharedCounters({ db: database.db, clock, shareFrom: 1 })
    const [one, other] = [counters(), counters()]
    for (let count = 0; count < 5; count++) other.hit('a', minute)
    await other.share()
    one.hit('a', minute)
    const telling = one.share()
    clock.advance(minute)
    one.hit('a', minute)
    await telling
    expect(one.hit('a', minute)).toBe(2)
  })

  test('is left alone while there is nothing new to tell', async () => {
    const execute = vi.fn(async () => ({ rows: [{ key: 'a', hits: 1 }] }))
    const counters = createSharedCounters({ db: { execute } as never, clock: manualClock(noon), shareFrom: 1 })
    await counters.share()
    counters.hit('a', minute)
    await counters.share()
    await counters.share()
    expect(execute).toHaveBeenCalledTimes(1)
  })

  test('of the address that has not come for longest goes when there are too many', () => {
    const counters = createSharedCounters({ db: database.db, clock: manualClock(noon), shareFrom: 1 })
    for (let address = 0; address < 100_000; address++) counters.hit(`${address}`, minute)
    // There is room for so many: nobody is forgotten yet.
    expect(counters.hit('0', minute)).toBe(2)
    counters.hit('one more', minute)
    expect([counters.hit('0', minute), counters.hit('one more', minute)]).toEqual([3, 2])
    expect(counters.hit('1', minute)).toBe(1)
  })
})
