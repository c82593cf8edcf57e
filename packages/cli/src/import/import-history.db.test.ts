import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRace } from '@goated/races'
import { parseAmount } from '@goated/schema'
import { affiliateStats, ingestRuns, wagerRaceParticipants } from '@goated/schema/tables'
import { testDatabase, type TestDatabase } from '@goated/testkit'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runHere } from '../testing/run-here.ts'
import { importHistory } from './import-history.ts'

let database: TestDatabase
let directory: string
beforeEach(async () => {
  database = await testDatabase()
  directory = await mkdtemp(join(tmpdir(), 'goated-import-'))
})
afterEach(async () => {
  await database.close()
  await rm(directory, { recursive: true, force: true })
})

const header = 'as_of,uid,name,all_time,today'

async function write(lines: string[]): Promise<string> {
  const file = join(directory, 'history.csv')
  await writeFile(file, [header, ...lines, ''].join('\n'))
  return file
}

const quiet = { source: 'goated', signal: new AbortController().signal, onProgress: () => {} }
const lines = [
  '2025-06-02T12:00:00Z,a,Ann,100,1',
  '2025-06-02T12:00:00Z,b,"Bob, the 2nd",50.5,',
  '2025-06-02T13:00:00Z,a,Ann,110,2',
  '2025-06-02T13:00:00Z,b,"Bob, the 2nd",50.5,',
  '2025-06-02T14:00:00Z,a,Ann,130,3',
]

test('an import that is stopped goes on where it stood, and gives a race its totals', async () => {
  const { db } = database
  await createRace(db, {
    title: 'Race',
    prizePool: '1',
    prizeDistribution: [{ from: 1, percent: '100' }],
    source: { id: 'goated', class: 'cumulative' },
    raceHistory: true,
    startDate: new Date('2025-06-02T12:00:00Z'),
    endDate: new Date('2025-06-03T12:00:00Z'),
  })
  const file = await write(lines)
  const stopping = new AbortController()
  const stopped = await importHistory(db, {
    ...quiet,
    file,
    signal: stopping.signal,
    onProgress: () => stopping.abort(),
  })
  expect(stopped).toMatchObject({ stored: 1, skipped: 0, finished: false })
  expect(await importHistory(db, { ...quiet, file })).toMatchObject({ stored: 2, skipped: 1, rows: 5, finished: true })
  const entrants = await db.select().from(wagerRaceParticipants)
  expect(entrants.map(({ uid, totalWager }) => [uid, totalWager])).toEqual([['a', parseAmount('30')]])
})

test('lines of one instant are one reading, wherever they stand and however the instant is written', async () => {
  const { db } = database
  const file = await write([
    '2025-06-02T13:00:00Z,a,ann,2,',
    '2025-06-02T12:00:00Z,a,ann,1,',
    '2025-06-02 14:00:00.000+02:00,b,bob,3,',
    '2025-06-02T13:00:00.000000Z,b,bob,3,',
    '2025-06-02T12:00:00Z,a,ann,1,',
  ])
  expect(await importHistory(db, { ...quiet, file })).toMatchObject({ stored: 2, skipped: 0, rows: 5, finished: true })
  const runs = await db.select().from(ingestRuns).orderBy(ingestRuns.asOf)
  expect(runs.map(({ asOf, listedUsers }) => [asOf?.toISOString(), listedUsers])).toEqual([
    ['2025-06-02T12:00:00.000Z', 2],
    ['2025-06-02T13:00:00.000Z', 2],
  ])
  expect(runs.map(({ id }) => id)).toEqual(runs.map(({ id }) => id).sort((a, b) => a - b))
})

test('a file that is too long to be held has to be sorted, and is stored from the oldest on', async () => {
  const { db } = database
  const file = await write(lines)
  expect(await importHistory(db, { ...quiet, file, rowsHeldMax: 2 })).toMatchObject({ stored: 3, rows: 5 })
  expect(await importHistory(db, { ...quiet, file, rowsHeldMax: 2 })).toMatchObject({ stored: 0, skipped: 3 })
  const back = await write([...lines, '2025-06-02T12:00:00Z,c,Cid,1,'])
  await expect(importHistory(db, { ...quiet, file: back, rowsHeldMax: 2 })).rejects.toThrow(
    'history.csv: Line 7, column as_of: an earlier time than before.',
  )
  const twice = await write([...lines, '2025-06-02T14:00:00Z,a,Ann,131,'])
  await expect(importHistory(db, { ...quiet, file: twice, rowsHeldMax: 2 })).rejects.toThrow(/Line 7.*Line 6/i)
})

test.each([
  ['another amount', '2025-06-02T13:00:00Z,a,Ann,111,2', 'something else than line 4'],
  ['another counter', '2025-06-02T13:00:00Z,a,Ann,110,3', 'something else than line 4'],
  ['a player fewer', '2025-06-02T13:00:00Z,b,"Bob, the 2nd",50.5,', 'a player whom the file does not'],
  ['a player more', '2025-06-02T13:00:00Z,a,Ann,110,2\n2025-06-02T13:00:00Z,c,Cid,1,', 'something else than line 5'],
])('an instant that is stored already with %s is no success', async (_, line, message) => {
  const { db } = database
  await importHistory(db, { ...quiet, file: await write(lines) })
  const file = await write([...lines.slice(0, 2), ...(line.includes(',b,') ? [line] : [line, lines[3] ?? ''])])
  await expect(importHistory(db, { ...quiet, file })).rejects.toThrow(
    `history.csv: Line 4, the reading of 2025-06-02T13:00:00.000Z: another reading of this time is stored already, and it`,
  )
  await expect(importHistory(db, { ...quiet, file })).rejects.toThrow(message)
  expect(await db.select().from(ingestRuns)).toHaveLength(3)
})

test('a history older than what is stored is put where it belongs', async () => {
  const { db } = database
  await importHistory(db, { ...quiet, file: await write(lines.slice(4)) })
  const file = await write(lines.slice(0, 4))
  expect(await importHistory(db, { ...quiet, file })).toMatchObject({ stored: 2, skipped: 0 })
  expect(await importHistory(db, { ...quiet, file: await write(lines) })).toMatchObject({ stored: 0, skipped: 3 })
})

test.each([
  ['2025-06-02T15:00:00Z,a,Ann,-1,', 'Line 7, column all_time: the amount is negative.'],
  ['2025-06-02T15:00:00Z,a,Ann,lots,', 'Line 7, column all_time'],
  ['2025-06-02T15:00:00Z,a,Ann,"1,234",', 'Line 7, column all_time: a comma'],
  ['2025-06-02T15:00:00Z,a,Ann,1,-1', 'Line 7, column today: the amount is negative.'],
  ['yesterday,a,Ann,1,', 'Line 7, column as_of'],
  ['2025-06-02T15:00:00,a,Ann,1,', 'Line 7, column as_of: the time lacks its offset'],
  ['2025-06-02T15:00:00.0001Z,a,Ann,1,', 'Line 7, column as_of: the time is finer than a millisecond.'],
  ['9999-06-02T15:00:00Z,a,Ann,1,', 'Line 7, column as_of: the time lies in the future.'],
  ['0000-06-02T15:00:00Z,a,Ann,1,', 'Line 7, column as_of: the time is before the year 2000.'],
  ['2025-06-02T15:00:00Z,,Ann,1,', 'Line 7, column uid'],
  ['2025-06-02T15:00:00Z,1.23E+17,Ann,1,', 'Line 7, column uid: scientific notation'],
  ['2025-06-02T15:00:00Z, a,Ann,1,', 'Line 7, column uid: there is a space'],
  ['2025-06-02T15:00:00Z,a,Ann,1', 'Line 7: 4 cells where the header has 5.'],
  ['2025-06-02T15:00:00Z,a,"Ann,1,', 'Line 7, cell 3: a quote that is never closed.'],
  ['2025-06-02T14:00:00Z,a,Ann,131,3', 'Line 7: contradicts Line 6'],
  ['2025-06-02T12:00:00Z,a,Ann,101,1', 'Line 7: contradicts Line 2'],
])('%s stops the import, naming the line, and nothing is stored', async (bad, message) => {
  const { db } = database
  const file = await write([...lines, bad])
  await expect(importHistory(db, { ...quiet, file })).rejects.toThrow(`history.csv: ${message}`)
  expect(await db.select().from(ingestRuns)).toHaveLength(0)
  expect(await db.select().from(affiliateStats)).toHaveLength(0)
})

test('a reading that is not believed stops the import, naming its line', async () => {
  const { db } = database
  const file = await write([...lines, '2025-06-02T15:00:00Z,a,Ann,13000000,'])
  await expect(importHistory(db, { ...quiet, file })).rejects.toThrow(
    'history.csv: Line 7, the reading of 2025-06-02T15:00:00.000Z: it was refused, SUM_JUMPED.',
  )
})

test('an error of the database shows its code, and neither statement nor parameters', async () => {
  const { db } = database
  await db.execute(sql`alter table goated.affiliate_accounts rename to elsewhere`)
  const failed = importHistory(db, { ...quiet, file: await write(lines) })
  await expect(failed).rejects.toThrow(
    /^history\.csv: Line 2, .*: The database has all migrations, but was changed afterwards: /,
  )
  await expect(failed).rejects.not.toThrow(/select|goated\.|\$1|Ann/)
})

test('the command imports once, and says so the second time', async () => {
  const file = await write(lines)
  const run = (...flags: string[]) => runHere(['import', file, ...flags], { database })
  expect(await run()).toMatchObject({ code: 0, stdout: '3 readings stored, 0 were stored before, 5 rows\n' })
  const { stdout } = await run('--json')
  expect(JSON.parse(stdout)).toEqual({ stored: 0, skipped: 3, rows: 5, finished: true })
  await write([...lines.slice(0, 4), '2025-06-02T14:00:00Z,a,Ann,131,3'])
  expect(await run()).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('Line 6') })
})
