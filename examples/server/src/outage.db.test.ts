import { DEFAULT_CALENDAR } from '@goated/races'
import { type Db } from '@goated/schema'
import { manualClock, testDatabase } from '@goated/testkit'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { createServer } from './server.ts'
import { SOURCE, startRaceDay, TEST_SECRET } from './testing/race-day.ts'

/** A database that can be made to fail, as one that is out of reach does. */
function breakable(db: Db): { db: Db; broken: { message: string | null } } {
  const broken: { message: string | null } = { message: null }
  const proxy = new Proxy(db, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name)
      if (typeof value !== 'function') return value
      return (...input: unknown[]): unknown => {
        if (broken.message !== null) throw Object.assign(new Error(broken.message), { code: '08006' })
        return Reflect.apply(value, target, input)
      }
    },
  })
  return { db: proxy, broken }
}

it('serves what it knows while the database is away, and says so', async () => {
  const database = await testDatabase()
  const day = await startRaceDay(database.db, ['alice'])
  await day.advance('11:00')
  await day.read('11:15', { alice: 10 })
  const { db, broken } = breakable(database.db)
  const log: string[] = []
  const logger = pino({}, { write: (line: string) => void log.push(line) })
  const server = createServer({
    secret: TEST_SECRET,
    db,
    source: SOURCE,
    calendar: DEFAULT_CALENDAR,
    clock: day.clock,
    logger,
    pollMs: 20,
  })
  onTestFinished(async () => {
    await server.close()
    await database.close()
  })
  const { url } = await server.start(0, '127.0.0.1')
  const board = `${url}/api/races/${day.race.id}/standings`
  expect((await fetch(board)).status).toBe(200)
  expect((await fetch(`${url}/api/races/current`)).status).toBe(200)

  broken.message = 'Failed query: select secret'
  const ready = await fetch(`${url}/health/ready`)
  expect(ready.status).toBe(503)
  expect(await ready.json()).toMatchObject({ code: 'NOT_READY', errors: [{ path: 'database' }] })
  expect((await fetch(`${url}/health/live`)).status).toBe(200)
  expect((await fetch(board)).status).toBe(200)
  expect((await fetch(`${url}/api/races/current`)).status).toBe(200)
  const failed = await fetch(`${url}/api/historical-races`)
  expect(failed.status).toBe(503)
  expect(failed.headers.get('retry-after')).toBe('5')
  expect(await failed.json()).toEqual({
    type: 'about:blank',
    title: 'Service Unavailable',
    status: 503,
    code: 'DATABASE_UNAVAILABLE',
    detail: 'The database does not answer at the moment.',
    requestId: expect.any(String),
  })
  const complaints = () => log.filter((line) => line.includes('cannot follow'))
  await expect.poll(complaints).toHaveLength(1)
  // Several polls later it is still said once only.
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(complaints()).toHaveLength(1)
  expect(log.join()).not.toContain('secret')
  expect(log.join()).toContain('"sqlState":"08006"')

  broken.message = null
  await day.read('11:30', { alice: 20 })
  await expect
    .poll(async () => ((await (await fetch(board)).json()) as { updatedAt: string }).updatedAt)
    .toBe('2025-03-12T11:30:00.000Z')
  expect((await fetch(`${url}/health/ready`)).status).toBe(200)
})

it('is not ready without the schema', async () => {
  const database = await testDatabase({ migrated: false })
  const server = createServer({
    secret: TEST_SECRET,
    db: database.db,
    source: SOURCE,
    calendar: DEFAULT_CALENDAR,
    clock: manualClock('2025-03-12T12:00:00Z'),
    logger: pino({ enabled: false }),
  })
  onTestFinished(async () => {
    await server.close()
    await database.close()
  })
  const { url } = await server.start(0, '127.0.0.1')
  const ready = await fetch(`${url}/health/ready`)
  expect(ready.status).toBe(503)
  expect(await ready.json()).toMatchObject({ errors: [{ path: 'schema' }] })
})

it('answers politely when there is nothing yet', async () => {
  const database = await testDatabase()
  const server = createServer({
    secret: TEST_SECRET,
    db: database.db,
    source: SOURCE,
    calendar: DEFAULT_CALENDAR,
    logger: pino({ enabled: false }),
  })
  onTestFinished(async () => {
    await server.close()
    await database.close()
  })
  const { url } = await server.start(0, '127.0.0.1')
  const current = await fetch(`${url}/api/races/current`)
  expect([current.status, await current.json()]).toEqual([404, expect.objectContaining({ code: 'RACE_NOT_FOUND' })])
  expect(await (await fetch(`${url}/api/races`)).json()).toEqual({ items: [], total: 0, limit: 50, offset: 0 })
  expect(await (await fetch(`${url}/api/historical-races`)).json()).toMatchObject({ items: [], total: 0 })
  expect(await (await fetch(`${url}/api/leaderboards/daily`)).json()).toMatchObject({
    items: [],
    updatedAt: null,
    stale: false,
    version: 0,
  })
  expect((await fetch(`${url}/health/ready`)).status).toBe(200)
  expect((await fetch(url)).status).toBe(404)
})
