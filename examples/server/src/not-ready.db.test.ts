import { DEFAULT_CALENDAR } from '@goated/races'
import { migrate, type TransactionalDb } from '@goated/schema'
import { testDatabase } from '@goated/testkit'
import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { createServer } from './server.ts'
import { SOURCE, TEST_SECRET } from './testing/race-day.ts'

const states: [string, string, string, (db: TransactionalDb) => Promise<unknown>][] = [
  ['not migrated', 'SCHEMA_MISSING', 'schema', (db) => db.execute(sql`drop schema goated cascade`)],
  ['older', 'SCHEMA_OLDER', 'schema', (db) => db.execute(sql`delete from goated.migrations`)],
  [
    'newer',
    'SCHEMA_TOO_NEW',
    'schema',
    (db) =>
      db.execute(sql`insert into goated.migrations (id, name, checksum, breaking) values (999, 'later', '', true)`),
  ],
  [
    'without a trigger',
    'SCHEMA_CHANGED',
    'schema',
    (db) => db.execute(sql`drop trigger audit_log_append_only on goated.audit_log`),
  ],
]

it.each(states)('a server over a database that is %s says so', async (_, code, path, prepare) => {
  const database = await testDatabase({ migrated: false })
  await migrate(database.db)
  await prepare(database.db)
  const server = createServer({
    secret: TEST_SECRET,
    db: database.db,
    source: SOURCE,
    calendar: DEFAULT_CALENDAR,
    logger: pino({ level: 'silent' }),
  })
  onTestFinished(async () => {
    await server.close()
    await database.close()
  })
  const { url } = await server.start(0, '127.0.0.1')
  const ready = await fetch(`${url}/health/ready`)
  expect(ready.status).toBe(503)
  expect(await ready.json()).toMatchObject({
    code: 'NOT_READY',
    errors: [{ path, message: expect.stringContaining(`${code}: `) as string }],
  })
  if (code !== 'SCHEMA_MISSING') return
  const answer = await fetch(`${url}/api/historical-races`)
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({ code })
})
