import { rateLimits } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startDesk } from '../testing/desk.ts'
import { createSharedCounters } from './shared-counters.ts'

describe('counters of two processes', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await testDatabase()
  })
  afterEach(() => database.close())

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

test('an address that asks too much is told when to come back, also where answers are ready', async () => {
  const desk = await startDesk({
    limits: { read: { hitsMax: 20, windowMs: 60_000 }, write: { hitsMax: 3, windowMs: 60_000 } },
  })
  try {
    const visitor = desk.visitor()
    const statuses = []
    for (let count = 0; count < 30; count++) statuses.push((await visitor.call('GET /api/races/current')).status)
    expect(statuses.filter((status) => status === 200).length).toBe(20)
    const refused = await visitor.call('GET /api/races/current')
    expect(refused.body).toMatchObject({ status: 429, code: 'RATE_LIMITED' })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await visitor.send('GET', '/health/live')).status).toBe(200)
    desk.day.clock.advance(60_000)
    expect((await visitor.call('GET /api/races/current')).status).toBe(200)
  } finally {
    await desk.close()
  }
})
