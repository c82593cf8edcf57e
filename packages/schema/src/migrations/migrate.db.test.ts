import { startScript, testDatabase, testEngine, type TestDatabase } from '@goated/testkit'
import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isGoatedError } from '../errors.ts'
import { users } from '../tables/index.ts'
import { ledger } from './ledger.ts'
import { migrations } from './list.ts'
import { migrate } from './migrate.ts'
import { migrationPlans } from './plans.ts'

const newest = migrations.at(-1)?.id ?? 0
const names = migrations.map((migration) => migration.name)

describe('migrate', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await testDatabase({ migrated: false })
  })
  afterEach(() => database.close())

  it('brings an empty database up, and then finds nothing to do', async () => {
    const logged: string[] = []
    const logger = { info: (message: string, fields?: object) => void logged.push(message + JSON.stringify(fields)) }
    expect(await migrate(database.db, { logger })).toEqual({ applied: names, version: newest })
    expect(logged).toHaveLength(names.length)
    expect(await migrate(database.db, { logger })).toEqual({ applied: [], version: newest })
    expect(logged).toHaveLength(names.length)
    await database.db.insert(users).values({ username: 'ana' })
    expect(await database.db.select({ username: users.username }).from(users)).toEqual([{ username: 'ana' }])
  })

  it('works inside a transaction of the caller, and leaves nothing when that rolls back', async () => {
    await expect(
      database.db.transaction(async (tx) => {
        expect((await migrate(tx)).applied).toEqual(names)
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    expect((await migrate(database.db)).applied).toEqual(names)
  })

  it('keeps nothing when it is aborted half way', async () => {
    let checks = 0
    const signal = {
      throwIfAborted() {
        if (++checks > 20) throw new Error('stop')
      },
    } as AbortSignal
    await expect(migrate(database.db, { signal })).rejects.toThrow('stop')
    const [found] = await database.db
      .select({ schema: sql<boolean>`to_regnamespace('goated') is not null` })
      .from(sql`(select 1) as one`)
    expect(found).toEqual({ schema: false })
  })

  it('refuses a database with a breaking migration that it does not know', async () => {
    await migrate(database.db)
    await database.db.insert(ledger).values({ id: newest + 1, name: 'later', checksum: '0', breaking: true })
    const error = await migrate(database.db).catch((cause: unknown) => cause)
    expect(isGoatedError(error, 'SCHEMA_TOO_NEW')).toBe(true)
    expect(error).toHaveProperty('details', { id: newest + 1, name: 'later' })
  })

  it('accepts a newer migration that breaks nothing', async () => {
    await migrate(database.db)
    await database.db.insert(ledger).values({ id: newest + 1, name: 'later', checksum: '0', breaking: false })
    expect(await migrate(database.db)).toEqual({ applied: [], version: newest + 1 })
  })

  it('refuses a database where a migration had another text', async () => {
    await migrate(database.db)
    await database.db.update(ledger).set({ checksum: 'feed' }).where(eq(ledger.id, 1))
    await expect(migrate(database.db)).rejects.toMatchObject({ code: 'SCHEMA_CHECKSUM_MISMATCH' })
  })

  it('leaves tables alone that another tool has made', async () => {
    await migrate(database.db)
    await database.db.execute(sql`drop table goated.migrations`)
    await expect(migrate(database.db)).rejects.toMatchObject({ code: 'SCHEMA_OWNED_ELSEWHERE' })
  })

  it('finds nothing to do where the plans were run by hand', async () => {
    const statements = migrationPlans().flatMap((plan) => statementsOfScript(plan.sql))
    // One session, as a DBA's tool has one.
    await database.db.transaction(async (tx) => {
      for (const statement of statements)
        if (!/^(BEGIN|COMMIT|)$/.test(statement.trim())) await tx.execute(sql.raw(statement))
    })
    expect(await migrate(database.db)).toEqual({ applied: [], version: newest })
  })

  it('offers only the plans asked for', () => {
    expect(migrationPlans(newest).map((plan) => plan.id)).toEqual([newest])
    expect(migrationPlans(newest + 1)).toEqual([])
  })

  it.runIf(testEngine() === 'postgres')('needs no right to create schemas once the schema is there', async () => {
    await migrate(database.db)
    const role = `app_${Date.now()}`
    await database.db.execute(sql.raw(`create role ${role}`))
    await database.db.execute(sql.raw(`grant usage on schema goated to ${role}`))
    await database.db.execute(sql.raw(`grant select on all tables in schema goated to ${role}`))
    try {
      await database.db.transaction(async (tx) => {
        await tx.execute(sql.raw(`set local role ${role}`))
        expect(await migrate(tx)).toEqual({ applied: [], version: newest })
      })
    } finally {
      await database.db.execute(sql.raw(`drop owned by ${role}`))
      await database.db.execute(sql.raw(`drop role ${role}`))
    }
  })

  it.runIf(testEngine() === 'postgres')(
    'is applied once when twenty processes start together',
    async () => {
      const child = new URL('./migrate-child.ts', import.meta.url)
      const scripts = Array.from({ length: 20 }, () => startScript(child, [database.url ?? '']))
      try {
        await Promise.all(scripts.map((script) => script.waitFor('ready')))
        for (const script of scripts) script.child.stdin?.end('go\n')
        const results = await Promise.all(scripts.map((script) => script.ended))
        expect(results.map((result) => result.stderr).join('')).toBe('')
        const outcomes = results.map(
          (result) => JSON.parse(result.stdout.split('\n')[1] ?? '') as { applied: string[] },
        )
        expect(outcomes.filter((outcome) => outcome.applied.length > 0)).toEqual([{ applied: names, version: newest }])
        expect(outcomes.every((outcome) => 'version' in outcome)).toBe(true)
      } finally {
        for (const script of scripts) script.child.kill('SIGKILL')
      }
    },
    120_000,
  )
})

/** As a DBA's tool reads a script: the body of a function, between dollars, is one piece. */
function statementsOfScript(script: string): string[] {
  const end = ';\u0000'
  const parts = script.split('$$').map((part, index) => (index % 2 === 0 ? part.replaceAll(';\n', end) : part))
  return parts.join('$$').split(end)
}
