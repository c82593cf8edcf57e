import { testDatabase, testEngine, type TestDatabase } from '@goated/testkit'
import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect } from '../connect/connect.ts'
import { queryRows, sqlState, type TransactionalDb } from '../database/db.ts'
import { recordEvents } from '../events/outbox.ts'
import { users } from '../tables/index.ts'
import { checkReady } from './check-ready.ts'
import { ledger } from './ledger.ts'
import { migrations } from './list.ts'
import { migrate } from './migrate.ts'

const newest = migrations.at(-1)?.id ?? 0
const event = { name: 'race.started', payload: {} }

/** What the library does with a database, read and written, alone and in a transaction. */
const calls: Record<string, (db: TransactionalDb) => Promise<unknown>> = {
  'a selection': (db) => db.select({ id: users.id, at: users.lastLogin }).from(users),
  'rows of a statement': (db) => queryRows(db, sql`select last_login from ${users}`),
  'an insertion': (db) => db.insert(users).values({ username: 'ana' }),
  'a transaction': (db) => db.transaction((tx) => tx.insert(users).values({ username: 'ana' })),
  'a transaction in a transaction': (db) =>
    db.transaction((tx) => tx.transaction((inner) => inner.update(users).set({ lastLogin: null }))),
}

describe('a database that is not ready', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await testDatabase({ migrated: false })
  })
  afterEach(() => database.close())

  const states: [string, string, (db: TransactionalDb) => Promise<unknown>][] = [
    ['not migrated', 'SCHEMA_MISSING', async () => {}],
    ['with an empty schema', 'SCHEMA_MISSING', (db) => db.execute(sql`create schema goated`)],
    [
      'older',
      'SCHEMA_OLDER',
      async (db) => {
        await migrate(db)
        await db.delete(ledger).where(eq(ledger.id, newest))
        await db.execute(sql`alter table goated.users drop column last_login`)
      },
    ],
    [
      'older, and migrated by another tool',
      'SCHEMA_OLDER',
      async (db) => {
        await migrate(db)
        await db.execute(sql`drop table goated.migrations`)
        await db.execute(sql`alter table goated.users drop column last_login`)
      },
    ],
    [
      'changed by hand',
      'SCHEMA_CHANGED',
      async (db) => {
        await migrate(db)
        await db.execute(sql`alter table goated.users drop column last_login`)
      },
    ],
    [
      'newer',
      'SCHEMA_TOO_NEW',
      async (db) => {
        await migrate(db)
        await db.insert(ledger).values({ id: newest + 1, name: 'later', checksum: '0', breaking: true })
        await db.execute(sql`alter table goated.users rename column last_login to last_seen`)
      },
    ],
  ]
  describe.each(states)('%s', (_, code, prepare) => {
    it(`says ${code}, and what to do`, async () => {
      await prepare(database.db)
      const found = await checkReady(database.db)
      expect(found).toMatchObject({ ready: false, code })
      expect('message' in found && found.message).toMatch(/\b(?:Run|Deploy|Let|Undo)\b/)
    })

    it.each(Object.keys(calls))('says it of %s', async (name) => {
      await prepare(database.db)
      const error: unknown = await calls[name]?.(database.db).catch((cause: unknown) => cause)
      expect(error).toMatchObject({ code })
      expect(sqlState(error)).toMatch(/^(?:42|3F)/)
    })
  })

  it('is ready once it is migrated', async () => {
    await migrate(database.db)
    expect(await checkReady(database.db)).toEqual({ ready: true })
  })

  it.each(Object.keys(calls).filter((name) => !/selection|rows/.test(name)))(
    'says DATABASE_READ_ONLY of %s, and of its readiness',
    async (name) => {
      await migrate(database.db)
      const reopened = await readOnly()
      expect(await checkReady(reopened.db)).toMatchObject({ ready: false, code: 'DATABASE_READ_ONLY' })
      await expect(calls[name]?.(reopened.db)).rejects.toMatchObject({ code: 'DATABASE_READ_ONLY' })
      // What is there already needs no change.
      expect((await migrate(reopened.db)).applied).toEqual([])
      await reopened.close()
    },
  )

  it('cannot be migrated while it is read-only', async () => {
    const reopened = await readOnly()
    await expect(migrate(reopened.db)).rejects.toMatchObject({ code: 'DATABASE_READ_ONLY' })
    await reopened.close()
  })

  async function readOnly(): Promise<{ db: TransactionalDb; close: () => Promise<void> }> {
    if (database.url === undefined) {
      await database.db.execute(sql`set default_transaction_read_only to on`)
      return { db: database.db, close: async () => {} }
    }
    const name = new URL(database.url).pathname.slice(1)
    await database.db.execute(sql.raw(`alter database ${name} set default_transaction_read_only to on`))
    return connect(database.url)
  }

  it('leaves errors of a statement as they are', async () => {
    await migrate(database.db)
    await database.db.insert(users).values({ username: 'ana' })
    const twice: unknown = await database.db
      .insert(users)
      .values({ username: 'ANA' })
      .catch((error: unknown) => error)
    expect(twice).not.toHaveProperty('code')
    expect(sqlState(twice)).toBe('23505')
    const own: unknown = await database.db
      .execute(sql`select nothing from goated.users`)
      .catch((error: unknown) => error)
    expect(sqlState(own)).toBe('42703')
    expect(own).not.toHaveProperty('code')
  })
})

describe('a connection', () => {
  it('that was closed says so', async () => {
    const database = testEngine() === 'postgres' ? await testDatabase() : undefined
    const { db, close } = await connect(database?.url ?? 'memory://')
    await migrate(db)
    await close()
    for (const call of Object.values(calls)) await expect(call(db)).rejects.toMatchObject({ code: 'DATABASE_CLOSED' })
    await expect(recordEvents(db, [event], new Date())).rejects.toMatchObject({ code: 'DATABASE_CLOSED' })
    await expect(migrate(db)).rejects.toMatchObject({ code: 'DATABASE_CLOSED' })
    expect(await checkReady(db)).toMatchObject({ ready: false, code: 'DATABASE_CLOSED' })
    await database?.close()
  })

  it.runIf(testEngine() === 'postgres')('to what is not there says so', async () => {
    const database = await testDatabase({ migrated: false })
    const url = new URL(database.url ?? '')
    url.pathname = '/nowhere'
    const nowhere = await connect(url.href)
    expect(await checkReady(nowhere.db)).toMatchObject({ ready: false, code: 'DATABASE_LOGIN_REFUSED' })
    await nowhere.close()
    url.port = '1'
    const dead = await connect(url.href)
    expect(await checkReady(dead.db)).toMatchObject({ ready: false, code: 'DATABASE_UNAVAILABLE' })
    await expect(migrate(dead.db)).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' })
    await dead.close()
    await database.close()
  })

  it.runIf(testEngine() === 'postgres')('of a role without rights says so', async () => {
    const database = await testDatabase()
    const role = `bare_${Date.now()}`
    await database.db.execute(sql.raw(`create role ${role} login`))
    const url = new URL(database.url ?? '')
    url.username = role
    const bare = await connect(url.href)
    try {
      await expect(bare.db.select({ id: users.id }).from(users)).rejects.toMatchObject({
        code: 'DATABASE_RIGHTS_MISSING',
      })
    } finally {
      await bare.close()
      await database.db.execute(sql.raw(`drop role ${role}`))
      await database.close()
    }
  })
})
