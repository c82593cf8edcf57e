import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runGoated } from '../testing/run-goated.ts'
import { runHere } from '../testing/run-here.ts'

let directory: string
let file: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'goated-import-'))
  file = join(directory, 'history.csv')
})
afterEach(() => rm(directory, { recursive: true, force: true }))

/** `history.csv` is the file of the test. */
const wordsOf = (words: string[]) => ['import', ...words.map((word) => (word === 'history.csv' ? file : word))]
const runImport = (words: string[], env: Record<string, string> = {}) => runHere(wordsOf(words), { env })

test('--dry-run says what a file holds, and needs no database', async () => {
  await writeFile(
    file,
    Buffer.from(
      '\ufeffTimestamp;Player ID;Nickname;Wagered\r\n2026-03-06 13:00:00Z;a;Zoë;110.5\r\n2026-03-06 12:00:00Z;a;Zoë;100\r\n2026-03-06 12:00:00Z;b;Bob;50\r\n',
      'utf16le',
    ),
  )
  expect(await runGoated(wordsOf(['history.csv', '--dry-run']))).toEqual({
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

  const { code: jsonCode, stdout: json } = await runImport([file, '--dry-run', '--json'])
  expect(jsonCode).toBe(1)
  expect(JSON.parse(json)).toEqual({
    columns: { as_of: 'as_of', uid: 'uid', name: 'name', all_time: 'all_time' },
    rows: 2,
    players: 1,
    instants: 1,
    first: '2026-03-06T12:00:00.000Z',
    last: '2026-03-06T12:00:00.000Z',
    newestSum: '2.00000000',
    problemsCount: 12,
    problems: Array.from({ length: 10 }, (_, index) => ({
      line: index + 3,
      message: `Line ${index + 3}, column all_time: expected a decimal number such as 1234.5.`,
    })),
  })
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
  ['an option that nobody knows', ['history.csv', '--dry'], 2, /^There is no flag --dry\. Did you mean --dry-run\?\n/],
  ['a source that cannot be one', ['history.csv', 'Not An Id'], 2, /^SOURCE: This is no id of a source/],
  ['no file', [], 2, /^FILE is missing\.\nUsage: goated import --help\n$/],
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
