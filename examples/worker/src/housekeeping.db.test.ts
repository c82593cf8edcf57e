import { createLogger } from '@goated/example-logging'
import { recordEvents } from '@goated/schema/internal'
import { idempotencyKeys, outboxEvents, rateLimits } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHousekeeping } from './housekeeping.ts'

const day = 24 * 3_600_000

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.close())

const events = async () => (await database.db.select().from(outboxEvents)).map(({ name }) => name)

test('events go when they are a week old, and what accounts leave behind, looked for once an hour', async () => {
  const { db } = database
  const clock = manualClock('2025-06-10T12:00:00Z')
  const housekeep = createHousekeeping({ db, clock, logger: createLogger({ service: 'test', level: 'silent' }) })
  const record = (name: string, ageMs: number) =>
    recordEvents(db, [{ name, payload: {} }], new Date(clock.now().getTime() - ageMs))
  await record('old', 7 * day + 1)
  await record('kept', 7 * day)
  await db.insert(rateLimits).values({ key: 'old', windowStart: new Date(clock.now().getTime() - day), hits: 1 })
  const answer = { bodyHash: 'b', status: 200, answer: 'a' }
  await db.insert(idempotencyKeys).values([
    { ...answer, scopeHash: 'old', createdAt: sql`now() - interval '24 hours'` },
    { ...answer, scopeHash: 'kept', createdAt: sql`now() - interval '23 hours'` },
  ])
  await housekeep()
  expect(await events()).toEqual(['kept'])
  expect(await db.$count(rateLimits)).toBe(0)
  expect(await db.select().from(idempotencyKeys)).toMatchObject([{ scopeHash: 'kept' }])
  clock.advance(3_599_999)
  await housekeep()
  expect(await events()).toEqual(['kept'])
  clock.advance(1)
  await housekeep()
  expect(await events()).toEqual([])
})

test('a database that fails is on record and stops nothing', async () => {
  const { db } = database
  const lines: string[] = []
  const logger = createLogger({ service: 'test', destination: { write: (line) => void lines.push(line) } })
  await db.execute(sql`alter table goated.outbox_events rename to elsewhere`)
  try {
    await createHousekeeping({ db, clock: manualClock('2025-06-10T12:00:00Z'), logger })()
  } finally {
    await db.execute(sql`alter table goated.elsewhere rename to outbox_events`)
  }
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { msg: 'housekeeping failed', err: { sqlState: '42P01' } },
  ])
})
