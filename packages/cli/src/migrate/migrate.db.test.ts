import { testDatabase, type TestDatabase } from '@goated/testkit'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runHere } from '../testing/run-here.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase({ migrated: false })
})
afterEach(() => database.close())

const run = () => runHere(['migrate', '--json'], { database })

test('says what was applied, and then that nothing is missing', async () => {
  const { code, stdout, stderr } = await run()
  expect([code, stderr]).toEqual([0, ''])
  const first = JSON.parse(stdout) as { version: number }
  expect(first).toEqual({ owner: 'goated', applied: ['foundation'], version: 1 })
  expect(JSON.parse((await run()).stdout)).toEqual({ ...first, applied: [] })
})

test('says that another tool owns the tables', async () => {
  await run()
  await database.db.execute(sql`drop table goated.migrations`)
  const { code, stdout } = await run()
  expect([code, JSON.parse(stdout)]).toEqual([0, { owner: 'another tool' }])
})

test('says on the error output why it could not', async () => {
  await run()
  await database.db.execute(
    sql`insert into goated.migrations (id, name, checksum, breaking) values (999, 'later', '0', true)`,
  )
  expect(await run()).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^Migration 999 \(later\) needs newer code.*\n$/),
  })
})
