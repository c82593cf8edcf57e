import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRace } from '@goated/races'
import { parseAmount } from '@goated/schema'
import { affiliateStats, ingestRuns, wagerRaceParticipants } from '@goated/schema/tables'
import { testDatabase, type TestDatabase } from '@goated/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
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
    source: 'goated',
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

test.each([
  ['2025-06-02T15:00:00Z,a,Ann,-1,', 'Line 7, all_time'],
  ['2025-06-02T15:00:00Z,a,Ann,lots,', 'Line 7, all_time'],
  ['yesterday,a,Ann,1,', 'Line 7, as_of'],
  ['2025-06-02T15:00:00Z,,Ann,1,', 'Line 7, uid'],
])('%s stops the import, naming the line, and nothing of its reading is stored', async (bad, message) => {
  const { db } = database
  const file = await write([...lines, bad])
  await expect(importHistory(db, { ...quiet, file })).rejects.toThrow(message)
  expect(await db.select().from(ingestRuns)).toHaveLength(2)
  expect(await db.select().from(affiliateStats)).toHaveLength(3)
})
