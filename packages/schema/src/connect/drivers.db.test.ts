import { startNeonStandIn, testDatabase, testEngine, type NeonStandIn, type TestDatabase } from '@goated/testkit'
import { eq, sql } from 'drizzle-orm'
import type { NeonHttpDatabase } from 'drizzle-orm/neon-http'
import { integer, jsonb } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import { sqlState, type Db, type TransactionalDb } from '../database/db.ts'
import { migrate } from '../migrations/migrate.ts'
import { goated, instant, moneyAmount, wagerAmount } from '../tables/columns.ts'
import { connect, connectHttp } from './connect.ts'
import type { Connection, HttpConnection } from './connection.ts'

const probe = goated.table('probe', {
  id: integer('id').primaryKey(),
  wager: wagerAmount('wager'),
  money: moneyAmount('money'),
  at: instant('at'),
  data: jsonb('data').$type<{ a: number }>(),
})
const createProbe = sql`create table goated.probe (
  id integer primary key, wager numeric(20, 8), money numeric(18, 2), at timestamp (3) with time zone, data jsonb)`

// Digits that a float would lose, and an instant in the hour that a summer time repeats.
const row = {
  id: 1,
  wager: 12345678901212345678n,
  money: -1234567890123456n,
  at: new Date('2025-10-26T00:30:00.123Z'),
  data: { a: 1 },
}

describe.each(testEngine() === 'pglite' ? ['pglite'] : ['pg', 'neon-websocket', 'neon-http'])('%s', (driver) => {
  let database: TestDatabase | undefined
  let neon: NeonStandIn | undefined
  let connection: Connection | HttpConnection
  let db: Db
  beforeAll(async () => {
    if (driver === 'pglite') connection = await connect('memory://')
    else {
      database = await testDatabase({ migrated: driver === 'neon-http' })
      const url = database.url ?? ''
      if (driver !== 'pg') neon = await startNeonStandIn(url)
      connection = driver === 'neon-http' ? await connectHttp(neon?.url ?? '') : await connect(neon?.url ?? url)
    }
    expect(connection.kind).toBe(driver)
    db = connection.db
    if ('close' in connection) {
      expect((await migrate(connection.db)).applied).not.toEqual([])
      expect((await migrate(connection.db)).applied).toEqual([])
    }
    await db.execute(createProbe)
  })
  afterAll(async () => {
    if ('close' in connection) await connection.close()
    await neon?.close()
    await database?.close()
  })

  it('brings values back as they went in, whatever the time zone of the session', async () => {
    await db.insert(probe).values(row)
    expect(await db.select().from(probe)).toEqual([row])
    const ms = sql<string>`(extract(epoch from at) * 1000)::bigint::text`
    const [raw] = await db.select({ wager: sql<unknown>`wager`, ms }).from(probe)
    expect(raw?.wager).toBe('123456789012.12345678')
    expect(raw?.ms).toBe(String(row.at.getTime()))
    expect(await db.select({ id: probe.id }).from(probe).where(eq(probe.at, row.at))).toEqual([{ id: 1 }])
    const [updated] = await db.update(probe).set({ wager: 1n }).where(eq(probe.id, 1)).returning()
    expect(updated).toEqual({ ...row, wager: 1n })
  })

  it('says what was violated by its SQLSTATE', async () => {
    await db.insert(probe).values({ id: 2 })
    const error = await db
      .insert(probe)
      .values({ id: 2 })
      .catch((cause: unknown) => cause)
    expect(sqlState(error)).toBe('23505')
  })

  it.skipIf(driver === 'neon-http')('keeps a transaction whole, or not at all', async () => {
    const transactional = connection.db as TransactionalDb
    await transactional.transaction(async (tx) => {
      await tx.insert(probe).values({ id: 10 })
      await tx.insert(probe).values({ id: 11 })
      await expect(
        tx.transaction(async (inner) => {
          await inner.insert(probe).values({ id: 12 })
          await inner.insert(probe).values({ id: 10 })
        }),
      ).rejects.toThrow()
    })
    await expect(
      transactional.transaction(async (tx) => {
        await tx.insert(probe).values({ id: 13 })
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    const ids = await db
      .select({ id: probe.id })
      .from(probe)
      .where(sql`id between 10 and 19`)
      .orderBy(probe.id)
    expect(ids).toEqual([{ id: 10 }, { id: 11 }])
  })

  it.runIf(driver === 'neon-http')('does not fit where a transaction is needed', async () => {
    const http = connection as HttpConnection
    // @ts-expect-error several statements over HTTP are not one transaction
    const use: Parameters<typeof migrate>[0] = http.db
    await expect(use.transaction(async () => {})).rejects.toThrow(/transaction/)
    expectTypeOf(http.db).toExtend<Db>()
    const ledger = http.db.select({ id: sql<number>`id` }).from(sql`goated.migrations`)
    expect(await (http.db as NeonHttpDatabase).batch([ledger, ledger])).toEqual([[{ id: 1 }], [{ id: 1 }]])
  })
})
