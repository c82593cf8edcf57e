import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testDatabase, type TestDatabase } from '@goated/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runHere } from '../testing/run-here.ts'

let database: TestDatabase
let directory: string
let file: string
beforeEach(async () => {
  database = await testDatabase()
  directory = await mkdtemp(join(tmpdir(), 'goated-tick-'))
  file = join(directory, 'board.csv')
})
afterEach(async () => {
  await database.close()
  await rm(directory, { recursive: true, force: true })
})

const tick = (flags: string[] = [], env: Record<string, string> = {}) =>
  runHere(['worker', '--once', ...flags], { database, env: { UPSTREAM_KIND: 'csv', UPSTREAM_URL: file, ...env } })

async function write(lines: string[], minute: number): Promise<void> {
  await writeFile(file, ['User ID;Name;Wagered', ...lines, ''].join('\r\n'))
  const at = new Date(Date.UTC(2026, 2, 6, 12, minute))
  await utimes(file, at, at)
}

test('a worker reads a CSV file at every tick, and takes it for a new reading only once it was written', async () => {
  await write(['a;Ann;1', 'b;Bob;2'], 0)
  expect(await tick()).toMatchObject({ code: 0, stdout: expect.stringContaining('stored: 2 players, 2 changed') })
  expect(await tick()).toMatchObject({ code: 0, stdout: 'nothing new: READING_REPLAYED\n' })
  await write(['a;Ann;1,5', 'b;Bob;2'], 1)
  expect(await tick()).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^Line 2, column Wagered: a comma .*\nfailed: WRONG_TYPE\n$/),
  })
  await write(['a;Ann;1.5', 'b;Bob;2'], 2)
  expect(await tick()).toMatchObject({ code: 0, stdout: expect.stringContaining('stored: 2 players, 1 changed') })
  expect(await tick([], { UPSTREAM_URL: join(directory, 'nowhere.csv') })).toMatchObject({
    code: 1,
    stderr: 'The file cannot be read (ENOENT).\nfailed: FILE_UNREADABLE\n',
  })
})

test('a reading that is not believed is refused, and stored with --trust', async () => {
  await write(['a;Ann;100'], 0)
  expect(await tick()).toMatchObject({ code: 0 })
  await write(['a;Ann;13000000'], 1)
  expect(await tick()).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('SUM_JUMPED') })
  await write(['a;Ann;13000000'], 2)
  expect(await tick(['--trust'])).toMatchObject({ code: 0, stdout: expect.stringContaining('stored: 1 players') })
})
