import {
  startNeonStandIn,
  startPostgres,
  testDatabase,
  testEngine,
  type NeonStandIn,
  type TestDatabase,
} from '@goated/testkit'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { connect } from './connect.ts'
import type { Connection, ConnectOptions } from './connection.ts'
import { survivePoolErrors } from './pool.ts'

describe.runIf(testEngine() === 'postgres').each(['pg', 'neon-websocket'] as const)('a server through %s', (driver) => {
  let database: TestDatabase
  let neon: NeonStandIn | undefined
  const open: Connection[] = []
  beforeEach(async () => {
    database = await testDatabase({ migrated: false })
    if (driver === 'neon-websocket') neon = await startNeonStandIn(database.url ?? '')
  })
  afterEach(async () => {
    for (const connection of open.splice(0)) await connection.close()
    await neon?.close()
    neon = undefined
    await database.close()
  })

  async function start(options: ConnectOptions = {}): Promise<Connection> {
    const connection = await connect(neon?.url ?? database.url ?? '', { driver, ...options })
    open.push(connection)
    return connection
  }
  const cutAll = () =>
    database.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and application_name = 'cut me'`)

  it('shows its address without the password', async () => {
    const url = new URL(neon?.url ?? database.url ?? '')
    url.password = 'hunter2'
    const connection = await connect(url.href, { driver })
    open.push(connection)
    expect(connection.url).not.toContain('hunter2')
    expect(connection.url).toContain(url.pathname)
    expect(connection.kind).toBe(driver)
  })

  it('survives connections that break, idle or lent out, as often as they do', async () => {
    const errors: Error[] = []
    const { db } = await start({ max: 2, applicationName: 'cut me', onError: (error) => errors.push(error) })
    for (let round = 0; round < 4; round++) {
      await db.execute(sql`select 1`)
      await cutAll()
      await expect
        .poll(() =>
          db.execute(sql`select 1`).then(
            () => 'up',
            () => 'down',
          ),
        )
        .toBe('up')
      // Cut while nothing is sent: there is no statement then that could take the error.
      const broken = db.transaction(async (tx) => {
        await tx.execute(sql`select 1`)
        await cutAll()
        await new Promise((resolve) => setTimeout(resolve, 50))
        await tx.execute(sql`select 1`)
      })
      await expect(broken).rejects.toThrow()
    }
    const both = await Promise.all([1, 2].map(() => db.transaction((tx) => tx.execute(sql`select pg_sleep(0.05)`))))
    expect(both).toHaveLength(2)
  })

  it('listens, by a name as it is written, and goes on after an interruption', async () => {
    const connection = await start({ applicationName: 'cut me' })
    const heard: string[] = []
    let reconnects = 0
    const onReconnect = () => void reconnects++
    const stop = await connection.listen?.('Some "channel"', (payload) => heard.push(payload), { onReconnect })
    const stopOther = await connection.listen?.('other', (payload) => heard.push(`other ${payload}`))
    const notify = (text: string) => database.db.execute(sql`select pg_notify('Some "channel"', ${text})`)

    await database.db.transaction(async (tx) => {
      await tx.execute(sql`select pg_notify('other', 'one')`)
      await tx.execute(sql`select pg_notify('some "channel"', 'of another case')`)
    })
    await notify('two')
    await expect.poll(() => heard).toEqual(['other one', 'two'])

    await cutAll()
    await expect.poll(() => reconnects).toBe(1)
    await notify('three')
    await expect.poll(() => heard).toEqual(['other one', 'two', 'three'])

    await stop?.()
    await notify('four')
    await database.db.execute(sql`select pg_notify('other', 'five')`)
    await expect.poll(() => heard.at(-1)).toBe('other five')
    expect(heard).not.toContain('four')
    await stopOther?.()
  })

  it('listens at another address where one is given, and not at all where none is wanted', async () => {
    // Where the pool leads, nobody answers: what is heard comes by the other way.
    const nowhere = new URL(neon?.url ?? database.url ?? '')
    nowhere.pathname = '/nowhere'
    const connection = await connect(nowhere.href, { driver, listenUrl: neon?.url ?? database.url ?? '' })
    open.push(connection)
    const heard: string[] = []
    await connection.listen?.('channel', (payload) => heard.push(payload))
    await database.db.execute(sql`select pg_notify('channel', 'one')`)
    await expect.poll(() => heard).toEqual(['one'])
    await expect(connection.db.execute(sql`select 1`)).rejects.toThrow()

    expect((await start({ listen: false })).listen).toBeUndefined()
  })

  it('gives up on a statement in time', async () => {
    const { db } = await start({ queryTimeoutMs: 200 })
    await expect(db.execute(sql`select pg_sleep(2)`)).rejects.toThrow()
  })
})

describe.runIf(testEngine() === 'postgres')('survivePoolErrors', () => {
  it('takes a connection back that broke before anybody could give it back', async () => {
    const database = await testDatabase({ migrated: false })
    const pool = new pg.Pool({ connectionString: database.url, max: 1, connectionTimeoutMillis: 5_000 })
    survivePoolErrors(pool, () => {})
    try {
      const lost = await pool.connect()
      await database.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`)
      await expect.poll(() => pool.totalCount).toBe(0)
      const next = await pool.connect()
      // Too late, and without effect on whoever has the connection now.
      lost.release()
      expect((await next.query('select 1 as one')).rows).toEqual([{ one: 1 }])
      next.release()
    } finally {
      await pool.end()
      await database.close()
    }
  })
})

describe.runIf(testEngine() === 'postgres')('a server that crashes', () => {
  it('is used again once it is back, with what was committed', async () => {
    const server = await startPostgres({ durable: true })
    const connection = await connect(server.url, { max: 2, connectTimeoutMs: 2_000 })
    try {
      await connection.db.execute(sql`create table note (text text)`)
      await connection.db.execute(sql`insert into note values ('kept')`)
      const inFlight = connection.db.transaction(async (tx) => {
        await tx.execute(sql`insert into note values ('lost')`)
        await server.kill()
        // A backend outlives the server by the moment it takes to notice.
        for (;;) {
          await tx.execute(sql`select 1`)
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      })
      await expect(inFlight).rejects.toThrow()
      for (let attempt = 0; attempt < 5; attempt++) await expect(connection.db.execute(sql`select 1`)).rejects.toThrow()
      await server.restart()
      const rows = await connection.db.select({ text: sql<string>`text` }).from(sql`note`)
      expect(rows).toEqual([{ text: 'kept' }])
    } finally {
      await connection.close()
      await server.stop()
    }
  }, 60_000)
})
