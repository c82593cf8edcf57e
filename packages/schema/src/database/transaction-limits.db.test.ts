import { testDatabase, type TestDatabase, testEngine } from '@goated/testkit'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from '../connect/connect.ts'
import { queryRows, sqlState, type TransactionalDb } from './db.ts'
import { lockSource } from './source-lock.ts'
import { limitTransactions } from './transaction-limits.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

const settingOf = async (db: TransactionalDb, name: string) =>
  (await queryRows<{ value: string }>(db, sql`select current_setting(${name}) as value`))[0]?.value
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('limits hold inside transactions, and nowhere else', async () => {
  const limited = limitTransactions(database.db, { idleMs: 3_000, lockWaitMs: 700 })
  const inside = await limited.transaction(async (tx) => [
    await settingOf(tx, 'lock_timeout'),
    await settingOf(tx, 'idle_in_transaction_session_timeout'),
  ])
  expect(inside).toEqual(['700ms', '3s'])
  for (const db of [limited, database.db]) expect(await settingOf(db, 'idle_in_transaction_session_timeout')).toBe('0')
  const plain = await database.db.transaction((tx) => settingOf(tx, 'lock_timeout'))
  expect(plain).toBe('0')
})

test('they fit a transaction that only reads', async () => {
  const limited = limitTransactions(database.db, { idleMs: 3_000 })
  const read = limited.transaction((tx) => settingOf(tx, 'lock_timeout'), {
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  })
  expect(await read).toBe('5s')
})

// An embedded database has one session, which waits for nobody.
describe.runIf(testEngine() === 'postgres')('between sessions', () => {
  test('a lock of a source is not waited for without end, and the error says so', async () => {
    const { db } = database
    await db.transaction(async (tx) => {
      await lockSource(tx, 'busy')
      const startedAt = performance.now()
      await expect(db.transaction((other) => lockSource(other, 'busy'))).rejects.toMatchObject({
        code: 'SOURCE_BUSY',
        details: { source: 'busy', retryAfterSeconds: 5 },
      })
      expect(performance.now() - startedAt).toBeLessThan(15_000)
      await db.transaction((other) => lockSource(other, 'another'))
    })
    await db.transaction((tx) => lockSource(tx, 'busy'))
  })

  test('whoever stands still in the middle of a transaction loses it, and others go on', async () => {
    const { db } = database
    const limited = limitTransactions(db, { idleMs: 400 })
    const still = limited.transaction(async (tx) => {
      await lockSource(tx, 'still')
      await wait(1_500)
      await tx.execute(sql`select 1`)
    })
    const failed = still.then(
      () => null,
      (error: unknown) => error,
    )
    await wait(200)
    const startedAt = performance.now()
    await db.transaction((tx) => lockSource(tx, 'still'))
    expect(performance.now() - startedAt).toBeLessThan(1_200)
    expect(await failed).not.toBeNull()
    // The pool goes on with another connection.
    expect(await settingOf(db, 'lock_timeout')).toBe('0')
  })

  test('whoever does not read an answer loses its session too', async () => {
    const { default: pg } = await import('pg')
    const { drizzle } = await import('drizzle-orm/node-postgres')
    const pool = new pg.Pool({ connectionString: database.url, max: 1 })
    pool.on('error', () => {})
    const other = await connect(database.url ?? '')
    try {
      const client = await pool.connect()
      client.on('error', () => {})
      client.release()
      const deaf = limitTransactions(drizzle(pool) as unknown as TransactionalDb, { idleMs: 1_000 })
      const stream = (client as unknown as { connection: { stream: { pause(): void; resume(): void } } }).connection
        .stream
      const held = deaf
        .transaction(async (tx) => {
          await lockSource(tx, 'deaf')
          stream.pause()
          await tx.execute(sql`select repeat('x', 1000) from generate_series(1, 100000)`)
        })
        .then(
          () => null,
          (error: unknown) => error,
        )
      await wait(300)
      await other.db.transaction((tx) => lockSource(tx, 'deaf'))
      stream.resume()
      expect(await held).not.toBeNull()
    } finally {
      await other.close()
      await pool.end()
    }
  })

  test('a lock of any kind is not waited for longer than that', async () => {
    const { db } = database
    await db.execute(sql`create table waited (id int)`)
    await db.transaction(async (tx) => {
      await tx.execute(sql`lock table waited`)
      const limited = limitTransactions(db, { idleMs: 3_000, lockWaitMs: 300 })
      const state = await limited
        .transaction((other) => other.execute(sql`select * from waited`))
        .then(
          () => 'read',
          (error: unknown) => sqlState(error),
        )
      expect(state).toBe('55P03')
    })
  })
})
