import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '@goated/schema'
import { testDatabase, type TestDatabase, testEngine } from '@goated/testkit'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runGoated } from './testing/run-goated.ts'

// Commands are processes, which need a server.
describe.runIf(testEngine() === 'postgres')('a command whose database is not ready', () => {
  let database: TestDatabase
  let directory: string
  beforeEach(async () => {
    database = await testDatabase({ migrated: false })
    directory = await mkdtemp(join(tmpdir(), 'goated-not-ready-'))
    await writeFile(join(directory, 'history.csv'), 'as_of,uid,name,all_time,today\n2025-06-02T12:00:00Z,a,Ann,100,1\n')
  })
  afterEach(async () => {
    await database.close()
    await rm(directory, { recursive: true, force: true })
  })

  const commands: Record<string, string[]> = {
    migrate: ['migrate'],
    import: ['import', 'history.csv'],
    'worker --once': ['worker', '--once'],
    'verify-race': ['verify-race', '1'],
    check: ['check'],
  }

  async function run(name: string, url: string = database.url ?? ''): Promise<{ code: number | null; text: string }> {
    const words = (commands[name] ?? []).map((word) => (word === 'history.csv' ? join(directory, word) : word))
    const { code, stdout, stderr } = await runGoated(words, { DATABASE_URL: url, UPSTREAM_URL: 'http://127.0.0.1:9/' })
    // What Node says of a failure that nobody caught.
    expect(stderr).not.toMatch(/^\s+at /m)
    return { code, text: stdout + stderr }
  }

  test.each(['verify-race', 'check'])('%s says that it is not migrated', async (name) => {
    const { code, text } = await run(name)
    expect(code).toBe(2)
    expect(text).toContain('The database is not migrated')
  })

  test.each(['verify-race', 'check'])('%s says that it is older', async (name) => {
    await migrate(database.db)
    await database.db.execute(sql`delete from goated.migrations`)
    await database.db.execute(sql`alter table goated.wager_races drop column title`)
    const { code, text } = await run(name)
    expect(code).toBe(2)
    expect(text).toContain('The database is older than this code')
  })

  test.each(['migrate', 'import', 'worker --once'])('%s says that it is newer', async (name) => {
    await migrate(database.db)
    await database.db.execute(
      sql`insert into goated.migrations (id, name, checksum, breaking) values (999, 'later', '0', true)`,
    )
    const { code, text } = await run(name)
    expect(code).toBe(1)
    expect(text).toContain('Migration 999 (later) needs newer code')
  })

  test.each(['migrate', 'import', 'worker --once'])('%s says that it is read-only', async (name) => {
    const own = new URL(database.url ?? '').pathname.slice(1)
    await database.db.execute(sql.raw(`alter database ${own} set default_transaction_read_only to on`))
    const { code, text } = await run(name)
    expect(code).toBe(1)
    expect(text).toContain('The database takes no changes')
  })

  test('check and verify-race need no changes', async () => {
    await migrate(database.db)
    const own = new URL(database.url ?? '').pathname.slice(1)
    await database.db.execute(sql.raw(`alter database ${own} set default_transaction_read_only to on`))
    expect(await run('check')).toMatchObject({ code: 0 })
    expect((await run('verify-race')).text).toContain('no such race')
  })

  test.each(Object.keys(commands))('%s says that nobody answers', async (name) => {
    const { code, text } = await run(name, 'postgres://nobody@127.0.0.1:1/nothing')
    expect(code).not.toBe(0)
    expect(text).toContain('The database does not answer')
  })
})
