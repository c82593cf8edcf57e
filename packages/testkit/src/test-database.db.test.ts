import { users } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { testDatabase, testEngine, type TestDatabase } from './test-database.ts'

const open = async (use: (database: TestDatabase) => Promise<void>, migrated = true) => {
  const database = await testDatabase({ migrated })
  try {
    await use(database)
  } finally {
    await database.close()
  }
}

describe('testDatabase', () => {
  it('is of the engine of the project', async () => {
    await open(async (database) => {
      expect(database.engine).toBe(testEngine())
      expect(database.url === undefined).toBe(database.engine === 'pglite')
    })
  })

  it('shows nothing of the test before: no rows, no counters, no tables, no settings', async () => {
    for (let round = 0; round < 3; round++)
      await open(async ({ db }) => {
        expect(await db.select().from(users)).toEqual([])
        const inserted = await db.insert(users).values({ username: 'ana' }).returning()
        expect(inserted[0]?.id).toBe(1)
        const [found] = await db
          .select({
            mine: sql<string | null>`to_regclass('goated.mine')`,
            path: sql<string>`current_setting('search_path')`,
          })
          .from(sql`(select 1) as one`)
        expect(found?.mine).toBeNull()
        expect(found?.path).not.toBe('goated')
        if (round === 1) {
          await db.execute(sql`create table goated.mine (id integer)`)
          await db.execute(sql`set search_path = goated`)
        }
      })
  })

  it('counts from one again even after an insert that failed', async () => {
    for (let round = 0; round < 2; round++)
      await open(async ({ db }) => {
        await expect(db.insert(users).values({ username: sql`null` })).rejects.toThrow()
        await db.insert(users).values({ username: 'ana' })
        expect((await db.select({ id: users.id }).from(users))[0]?.id).toBe(2)
      })
  })

  it('keeps two that are open at once apart', async () => {
    await open((one) =>
      open(async (two) => {
        await one.db.insert(users).values({ username: 'ana' })
        expect(await two.db.select().from(users)).toEqual([])
      }),
    )
  })

  it('is empty when wanted', async () => {
    await open(async ({ db }) => {
      const [found] = await db.select({ schema: sql`to_regnamespace('goated')` }).from(sql`(select 1) as one`)
      expect(found?.schema).toBeNull()
    }, false)
  })
})
