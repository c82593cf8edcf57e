import { testDatabase, testEngine, type TestDatabase } from '@goated/testkit'
import { eq, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import { alias } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect } from '../connect/connect.ts'
import { migrate } from '../migrations/migrate.ts'
import { sessions, users } from '../tables/index.ts'
import type { Db } from './db.ts'
import { readable } from './readable.ts'

const at = new Date('2026-02-03T10:00:00.123Z')
const styles = ['ISO, MDY', 'SQL, DMY', 'SQL, MDY', 'Postgres, DMY', 'Postgres, MDY', 'German, DMY']
const zones = ['UTC', 'Asia/Kathmandu', 'America/St_Johns']

describe('readable()', () => {
  let database: TestDatabase
  const open: pg.Pool[] = []
  beforeEach(async () => {
    database = await testDatabase()
  })
  afterEach(async () => {
    await Promise.all(open.splice(0).map((pool) => pool.end()))
    await database.close()
  })

  /** A connection of somebody else's making. */
  async function withSettings(settings: Record<string, string>): Promise<Db> {
    const statements = Object.entries(settings).map(([name, value]) => `set ${name} to '${value}'`)
    if (database.url === undefined) {
      for (const statement of statements) await database.db.execute(sql.raw(statement))
      return database.db
    }
    const pool = new pg.Pool({ connectionString: database.url, max: 1 })
    open.push(pool)
    for (const statement of statements) await pool.query(statement)
    return drizzle(pool)
  }

  it.each(styles.flatMap((style) => zones.map((zone) => [style, zone] as const)))(
    'under %s in %s',
    async (style, zone) => {
      const db = await withSettings({ datestyle: style, timezone: zone })
      const [made] = await db
        .insert(users)
        .values({ username: 'ana', createdAt: at, lastLogin: null })
        .returning(readable(users))
      expect(made).toMatchObject({ createdAt: at, lastLogin: null })
      const userId = made?.id ?? 0
      const rows = {
        tokenHash: 'x',
        level: 'full',
        ip: '::1',
        createdAt: at,
        passwordShownAt: at,
        lastSeenAt: at,
        expiresAt: at,
        endsAt: at,
      } as const
      await db.insert(sessions).values({ userId, ...rows })
      const other = alias(users, 'other')
      const [found] = await db
        .select(
          readable({ user: users, session: sessions, at: other.createdAt, nested: { seen: sessions.lastSeenAt } }),
        )
        .from(users)
        .leftJoin(sessions, eq(sessions.userId, users.id))
        .innerJoin(other, eq(other.id, users.id))
        .where(eq(users.createdAt, at))
      expect(found).toMatchObject({ user: { createdAt: at }, session: { endsAt: at }, at, nested: { seen: at } })
      const [moved] = await db
        .update(users)
        .set({ lastLogin: at })
        .returning(readable({ lastLogin: users.lastLogin }))
      expect(moved).toEqual({ lastLogin: at })
      const [lonely] = await db.delete(sessions).returning(readable(sessions))
      expect(lonely).toMatchObject({ userId, createdAt: at })
      const [left] = await db
        .select(readable({ id: users.id, session: sessions }))
        .from(users)
        .leftJoin(sessions, eq(sessions.userId, users.id))
      expect(left).toEqual({ id: userId, session: null })
    },
  )

  it('is what a plain selection refuses where a day may be a month', async () => {
    const db = await withSettings({ datestyle: 'SQL, DMY', timezone: 'UTC' })
    await db.insert(users).values({ username: 'ana', createdAt: at })
    await expect(db.select().from(users)).rejects.toMatchObject({ code: 'DATE_STYLE_AMBIGUOUS' })
  })
})

describe('a connection of connect()', () => {
  it('reads plain selections too, whatever the database has set', async () => {
    const database = testEngine() === 'postgres' ? await testDatabase() : undefined
    const name = new URL(database?.url ?? 'x://x/template1').pathname.slice(1)
    await database?.db.execute(sql.raw(`alter database ${name} set datestyle to 'SQL, DMY'`))
    const connection = await connect(database?.url ?? 'memory://')
    try {
      await migrate(connection.db)
      await connection.db.transaction(async (tx) => {
        await tx.insert(users).values({ username: 'ana', createdAt: at })
        expect(await tx.select({ at: users.createdAt }).from(users)).toEqual([{ at }])
      })
      expect(await connection.db.select({ at: users.createdAt }).from(users)).toEqual([{ at }])
    } finally {
      await connection.close()
      await database?.close()
    }
  })
})
