import { readFileSync } from 'node:fs'
import { testDatabase, type TestDatabase } from '@goated/testkit'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import { is, Relations, sql } from 'drizzle-orm'
import { integer, PgSchema, PgTable, pgTable } from 'drizzle-orm/pg-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Db } from '../database/db.ts'
import * as tables from '../tables/index.ts'
import * as prefixed from '../tables/prefixed.ts'
import { readCatalog } from './catalog.ts'
import { checkSchema } from './check-schema.ts'
import { manifest } from './manifest.ts'

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
    expect(differences.every((difference) => /^(table|function) \w+ is missing$/.test(difference))).toBe(true)
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
    ['drop trigger audit_log_append_only on goated.audit_log', 'trigger audit_log_append_only is missing'],
    [
      'alter table goated.audit_log disable trigger audit_log_append_only',
      'trigger audit_log_append_only is switched off',
    ],
    [
      'alter table goated.audit_log enable replica trigger audit_log_append_only',
      'trigger audit_log_append_only is switched off',
    ],
    [
      'drop trigger audit_log_append_only on goated.audit_log; create trigger audit_log_append_only ' +
        'before update on goated.audit_log for each statement execute function goated.refuse_audit_change()',
      'trigger audit_log_append_only is defined otherwise',
    ],
    [
      `create or replace function goated.refuse_audit_change() returns trigger language plpgsql set search_path = ''
         as 'begin return new;end'`,
      'function refuse_audit_change is defined otherwise',
    ],
    ['alter function goated.refuse_audit_change() reset all', 'function refuse_audit_change has other settings'],
    [
      'alter table goated.wager_race_participants reset (fillfactor)',
      'table wager_race_participants lacks the storage parameters fillfactor=45',
    ],
    [
      'alter table goated.affiliate_accounts set (fillfactor = 100)',
      'table affiliate_accounts lacks the storage parameters fillfactor=70',
    ],
    [
      'alter table goated.audit_log alter column details set storage external',
      'column audit_log.details is stored otherwise (e, not x)',
    ],
    [
      `alter table goated.support_tickets alter column status set default 'closed'`,
      'column support_tickets.status has another default',
    ],
    [
      'alter table goated.support_tickets drop constraint support_tickets_status_check; ' +
        'alter table goated.support_tickets add constraint support_tickets_status_check check (true)',
      'constraint support_tickets_status_check is defined otherwise',
    ],
    [
      'alter table goated.sessions drop constraint sessions_user_id_users_id_fk; ' +
        'alter table goated.sessions add constraint sessions_user_id_users_id_fk foreign key (user_id) references goated.users',
      'foreign key sessions_user_id_users_id_fk deletes otherwise',
    ],
    [
      'alter table goated.sessions drop constraint sessions_user_id_users_id_fk; alter table goated.sessions add constraint ' +
        'sessions_user_id_users_id_fk foreign key (user_id) references goated.users on delete cascade not valid',
      'foreign key sessions_user_id_users_id_fk is defined otherwise',
    ],
    ['alter table goated.sessions disable trigger all', 'foreign key sessions_user_id_users_id_fk is switched off'],
    [
      'drop index goated.sessions_user_id_idx; create index sessions_user_id_idx on goated.sessions (user_id desc)',
      'index sessions_user_id_idx is defined otherwise',
    ],
  ])('after %s', async (statements, expected) => {
    const checked = afterwards(async (tx) => {
      for (const statement of statements.split('; ')) await tx.execute(sql.raw(statement))
      return checkSchema(tx)
    })
    expect(await checked).toEqual({ ok: false, differences: [expected] })
  })

  it('looks the same whatever the settings of whoever asks', async () => {
    const checked = afterwards(async (tx) => {
      await tx.execute(sql`set local search_path to goated, pg_catalog`)
      await tx.execute(sql`set local quote_all_identifiers to off`)
      return checkSchema(tx)
    })
    expect((await checked).differences).toEqual([])
  })

  it('has no objection to what is there beyond', async () => {
    const checked = afterwards(async (tx) => {
      await tx.execute(sql`create table goated.mine (id integer)`)
      await tx.execute(sql`alter table goated.users add column mine text`)
      await tx.execute(sql`alter table goated.audit_log set (autovacuum_enabled = on, fillfactor = 90)`)
      return checkSchema(tx)
    })
    expect((await checked).ok).toBe(true)
  })
})

describe('what the migrations make', () => {
  it('is what the manifest says', async () => {
    const database = await testDatabase()
    onTestFinished(() => database.close())
    // Run `tsx tools/generate-migration.ts` when this fails.
    expect(await readCatalog(database.db)).toEqual(manifest)
  })
})

describe('a project whose drizzle-kit makes the tables', () => {
  const own = { ...prefixed, users: pgTable('users', { id: integer('id').primaryKey() }) }

  it('exports everything under names of its own', () => {
    const kinds = (value: unknown) => is(value, PgTable) || is(value, Relations) || is(value, PgSchema)
    expect(Object.values<unknown>(prefixed)).toEqual(
      expect.arrayContaining(Object.values<unknown>(tables).filter(kinds)),
    )
    expect(Object.keys(prefixed).every((name) => name.startsWith('goated'))).toBe(true)
  })

  it('has all of it once it ran objects.sql too, as often as it likes, beside its own users', async () => {
    const database = await testDatabase({ migrated: false })
    onTestFinished(() => database.close())
    const generated = await generateMigration(generateDrizzleJson({}), generateDrizzleJson(own))
    for (const statement of generated) await database.db.execute(sql.raw(statement))
    expect((await checkSchema(database.db)).differences).toEqual(
      expect.arrayContaining([
        'trigger audit_log_append_only is missing',
        'table wager_race_participants lacks the storage parameters fillfactor=45',
      ]),
    )
    const objects = readFileSync(new URL('../../objects.sql', import.meta.url), 'utf8').split(
      '--> statement-breakpoint',
    )
    for (const statement of [...objects, ...objects]) await database.db.execute(sql.raw(statement))
    expect(await checkSchema(database.db)).toEqual({ ok: true, differences: [] })
    await database.db.execute(sql`insert into public.users (id) values (7)`)
  })

  it('is told when its own table hides one of ours', async () => {
    const database = await testDatabase({ migrated: false })
    onTestFinished(() => database.close())
    const shadowing = {
      ...tables,
      supportTickets: pgTable('support_tickets', { id: integer('id').primaryKey() }),
      ticketMessages: undefined,
    }
    for (const statement of await generateMigration(generateDrizzleJson({}), generateDrizzleJson(shadowing)))
      await database.db.execute(sql.raw(statement))
    expect((await checkSchema(database.db)).differences).toContain('table support_tickets is missing')
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
