import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runScript } from '@goated/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'

let directory: string
let file: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'goated-import-'))
  file = join(directory, 'history.csv')
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const runImport = (words: string[], env: Record<string, string> = {}) =>
  runScript(new URL('import.ts', import.meta.url), words, { DATABASE_URL: '', INIT_CWD: directory, ...env })

test('--dry-run says what a file holds, and needs no database', async () => {
  await writeFile(
    file,
    Buffer.from(
      '\ufeffTimestamp;Player ID;Nickname;Wagered\r\n2026-03-06 13:00:00Z;a;Zoë;110.5\r\n2026-03-06 12:00:00Z;a;Zoë;100\r\n2026-03-06 12:00:00Z;b;Bob;50\r\n',
      'utf16le',
    ),
  )
  expect(await runImport(['history.csv', '--dry-run'])).toEqual({
    code: 0,
    signal: null,
    stderr: '',
    stdout: [
      'columns: as_of from "Timestamp", uid from "Player ID", name from "Nickname", all_time from "Wagered"',
      'rows: 3',
      'players: 2',
      'instants: 2, from 2026-03-06T12:00:00.000Z to 2026-03-06T13:00:00.000Z',
      'sum of the newest totals: 160.50000000',
      'problems: none',
      '',
    ].join('\n'),
  })
})

test('--dry-run lists the first problems by line', async () => {
  const good = '2026-03-06T12:00:00Z,a,Ann,1'
  const bad = Array.from({ length: 11 }, (_, index) => `2026-03-06T12:00:00Z,b${index},Bob,`)
  await writeFile(file, ['as_of,uid,name,all_time', good, ...bad, good.replace(/1$/, '2')].join('\n'))
  const { code, stdout } = await runImport([file, 'other', '--dry-run'])
  expect(code).toBe(1)
  expect(stdout).toContain(
    'problems: 12\n  Line 3, column all_time: expected a decimal number such as 1234.5.\n  Line 4',
  )
  expect(stdout).toMatch(/ {2}Line 12, .*\n {2}and 2 more\n$/)
})

test.each([
  [
    'a file that is not there',
    [join('nowhere', 'x.csv'), '--dry-run'],
    1,
    /^x\.csv: the file cannot be read \(ENOENT\)\.\n$/,
  ],
  ['a folder', ['.', '--dry-run'], 1, /: this is no file\./],
  ['no database', ['history.csv'], 2, /^DATABASE_URL: Required/],
  ['an option that nobody knows', ['history.csv', '--dry'], 2, /^Usage: /],
  ['a source that cannot be one', ['history.csv', 'Not An Id'], 2, /^Usage: /],
])('says in the end what is wrong: %s', async (_, words, code, stderr) => {
  await writeFile(file, 'as_of,uid,name,all_time\n')
  expect(await runImport(words)).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(stderr) })
})

test('a database that is not there is one line, without a statement', async () => {
  await writeFile(file, 'as_of,uid,name,all_time\n2026-03-06T12:00:00Z,a,Ann,1\n')
  const { code, stderr } = await runImport(['history.csv'], { DATABASE_URL: 'postgres://user:hunter2@127.0.0.1:1/x' })
  expect(code).toBe(1)
  expect(stderr).toMatch(/^The database does not answer[^\n]+\n$/)
})

test('imports once, and says so the second time', async () => {
  await writeFile(file, 'as_of,uid,name,all_time\n2026-03-06T13:00:00Z,a,Ann,2\n2026-03-06T12:00:00Z,a,Ann,1\n')
  const env = { DATABASE_URL: `pglite://${join(directory, 'database')}` }
  expect(await runImport(['history.csv'], env)).toMatchObject({
    code: 0,
    stdout: '2 readings stored, 0 were stored before, 2 rows\n',
  })
  await writeFile(file, 'as_of,uid,name,all_time\n2026-03-06T13:00:00Z,a,Ann,2\n2026-03-06T12:00:00Z,b,Bob,3\n')
  expect(await runImport(['history.csv'], env)).toMatchObject({ code: 1, stderr: expect.stringContaining('Line 3') })
})
