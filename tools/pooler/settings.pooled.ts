import { connect, migrate, readable } from '@goated/schema'
import { users } from '@goated/schema/tables'
import { type PostgresServer, startPostgres } from '@goated/testkit'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Pgbouncer, startPgbouncer } from './pgbouncer.ts'

const at = new Date('2026-02-03T10:00:00.123Z')

let postgres: PostgresServer
let pooler: Pgbouncer
beforeAll(async () => {
  postgres = await startPostgres({ settings: { DateStyle: 'SQL, DMY' } })
  pooler = await startPgbouncer(postgres.url)
})
afterAll(async () => {
  await pooler?.stop()
  await postgres?.stop()
})

test('times are read right by clients that share connections of a server with other settings', async () => {
  const ours = await connect(pooler.urlOf(postgres.url), { listen: false, max: 8 })
  const others = new pg.Pool({ connectionString: pooler.urlOf(postgres.url), max: 8 })
  const theirs = drizzle(others)
  await migrate(ours.db)
  await ours.db.insert(users).values({ username: 'ana', createdAt: at })
  // More clients than connections, so each of these gets what another has left.
  const rounds = Array.from({ length: 40 }, async (_, round) => {
    const [row] = await ours.db.select({ at: users.createdAt }).from(users)
    expect(row).toEqual({ at })
    const [plain] = (await theirs.execute(sql`select created_at::text as at from ${users}`)).rows
    expect(plain).toEqual({ at: '03/02/2026 15:45:00.123 +0545' })
    const [same] = await theirs.select(readable({ at: users.createdAt })).from(users)
    expect(same).toEqual({ at })
    await ours.db.transaction(async (tx) => {
      await tx.execute(sql`select pg_sleep(0.01)`)
      expect((await tx.select().from(users))[0]?.createdAt, `round ${round}`).toEqual(at)
    })
  })
  await Promise.all(rounds)
  await ours.close()
  await others.end()
})
