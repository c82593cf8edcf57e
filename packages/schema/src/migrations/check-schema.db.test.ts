import { testDatabase, type TestDatabase } from '@goated/testkit'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Db } from '../database.ts'
import * as tables from '../tables/index.ts'
import { checkSchema } from './check-schema.ts'

describe('checkSchema', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await testDatabase()
  })
  afterAll(() => database.close())

  /** Works on the migrated database, and leaves it as it was. */
  async function afterwards<Result>(work: (tx: Db) => Promise<Result>): Promise<Result> {
    let result: { value: Result } | undefined
    await database.db
      .transaction(async (tx) => {
        result = { value: await work(tx) }
        tx.rollback()
      })
      .catch((error: unknown) => {
        if (!result) throw error
      })
    if (!result) throw new Error('The work was not done.')
    return result.value
  }

  it('finds nothing to say about a migrated database', async () => {
    expect(await checkSchema(database.db)).toEqual({ ok: true, differences: [] })
  })

  it('names every table that an empty database lacks', async () => {
    const empty = await testDatabase({ migrated: false })
    onTestFinished(() => empty.close())
    const { ok, differences } = await checkSchema(empty.db)
    expect(ok).toBe(false)
    expect(differences).toContain('table users is missing')
    expect(differences.every((difference) => /^table \w+ is missing$/.test(difference))).toBe(true)
  })

  it.each([
    ['alter table goated.users drop column last_login', 'column users.last_login is missing'],
    [
      'alter table goated.users alter column username type varchar(20)',
      'column users.username is of type character varying(20), not text',
    ],
    [
      'alter table goated.wager_races alter column prize_pool type numeric(20, 8)',
      'column wager_races.prize_pool is of type numeric(20,8), not numeric(18,2)',
    ],
    ['alter table goated.users alter column username drop not null', 'column users.username allows nulls'],
    ['alter table goated.users alter column is_admin drop default', 'column users.is_admin has no default'],
    ['drop index goated.wager_races_open_idx', 'index wager_races_open_idx is missing'],
    [
      'drop index goated.users_username_key; create index users_username_key on goated.users (lower(username))',
      'index users_username_key is not unique',
    ],
    [
      'drop index goated.wager_races_open_idx; create index wager_races_open_idx on goated.wager_races (end_date)',
      'index wager_races_open_idx is not partial',
    ],
    [
      'alter table goated.wager_races drop constraint wager_races_status_check',
      'constraint wager_races_status_check is missing',
    ],
    [
      'alter table goated.quarantined_readings drop constraint quarantined_readings_run_id_ingest_runs_id_fk',
      'foreign key quarantined_readings_run_id_ingest_runs_id_fk is missing',
    ],
    [
      'alter table goated.affiliate_stats drop constraint affiliate_stats_pkey',
      'primary key of affiliate_stats is (), not (user_id, timestamp)',
    ],
  ])('after %s', async (statements, expected) => {
    const checked = afterwards(async (tx) => {
      for (const statement of statements.split(';')) await tx.execute(sql.raw(statement))
      return checkSchema(tx)
    })
    expect(await checked).toEqual({ ok: false, differences: [expected] })
  })

  it('has no objection to what is there beyond', async () => {
    const checked = afterwards(async (tx) => {
      await tx.execute(sql`create table goated.mine (id integer)`)
      await tx.execute(sql`alter table goated.users add column mine text`)
      return checkSchema(tx)
    })
    expect((await checked).ok).toBe(true)
  })
})

describe('the migrations and the tables', () => {
  it('describe the same database', async () => {
    const [migrated, pushed] = [await testDatabase(), await testDatabase({ migrated: false })]
    try {
      for (const statement of await generateMigration(generateDrizzleJson({}), generateDrizzleJson(tables)))
        await pushed.db.execute(sql.raw(statement))
      const lines = await describeDatabase(migrated.db)
      expect(lines.length).toBeGreaterThan(100)
      // Run `tsx tools/generate-migration.ts` when this fails before the first release; write a migration afterwards.
      expect(lines).toEqual(await describeDatabase(pushed.db))
    } finally {
      await migrated.close()
      await pushed.close()
    }
  })
})

/** Everything that the schema consists of, as Postgres itself writes it down. */
async function describeDatabase(db: Db): Promise<string[]> {
  const rows = await db.select({ line: sql<string>`line` }).from(sql`(
    select format('%s.%s %s %s %s', r.relname, attname, format_type(atttypid, atttypmod), attnotnull,
        pg_get_expr(adbin, adrelid)) as line
      from pg_attribute a join pg_class r on r.oid = attrelid
      left join pg_attrdef on adrelid = attrelid and adnum = attnum
      where relnamespace = 'goated'::regnamespace and relkind = 'r' and attnum > 0 and relname <> 'migrations'
    union all
    select format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
      where connamespace = 'goated'::regnamespace and conrelid <> coalesce(to_regclass('goated.migrations'), 0)
    union all
    select indexdef from pg_indexes where schemaname = 'goated' and tablename <> 'migrations'
  ) as described`)
  return rows.map((row) => row.line).sort()
}
