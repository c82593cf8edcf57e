import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { csvSource, readOnce } from '@goated/ingest'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { csvFileReader } from './csv-file.ts'

let directory: string
let path: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'goated-csv-'))
  path = join(directory, 'board.csv')
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const header = 'uid,name,all_time\n'
const written = new Date('2026-03-06T12:00:00.500Z')
const write = async (text: string, at: Date) => {
  await writeFile(path, text)
  await utimes(path, at, at)
}
const later = (ms: number) => () => written.getTime() + ms

test.each([
  ['a path', () => path],
  ['a file: address', () => pathToFileURL(path).href],
])('reads %s; its counters are of when it was written', async (_, address) => {
  await write(`${header}a,Ann,1\n`, written)
  const source = csvSource({ from: csvFileReader(address(), { now: later(3_600_000) }) })
  for (let tick = 0; tick < 2; tick++)
    expect(await readOnce({ source })).toMatchObject({
      outcome: 'ok',
      reading: { asOf: written, rows: [{ uid: 'a' }] },
    })
})

test('waits until a file that is being written is quiet', async () => {
  await write(header, written)
  const waits: number[] = []
  const sleep = async (ms: number) => {
    waits.push(ms)
    await write(`${header}a,Ann,1\n`, new Date(written.getTime() - 3000))
  }
  const read = await csvFileReader(path, { now: later(500), sleep })()
  expect(read.body.toString()).toBe(`${header}a,Ann,1\n`)
  expect(waits).toEqual([1000])
})

test('gives up on a file that is written all the time', async () => {
  await write(header, written)
  const source = csvSource({ from: csvFileReader(path, { now: later(500), sleep: async () => {} }) })
  expect(await readOnce({ source })).toMatchObject({ outcome: 'failed', reason: 'FILE_CHANGING' })
})

test.each([
  ['is not there', () => path],
  ['is a folder', () => directory],
])('a file that %s is an outcome, and names no path', async (_, address) => {
  const outcome = await readOnce({ source: csvSource({ from: csvFileReader(address()) }) })
  expect(outcome).toMatchObject({ outcome: 'failed', reason: 'FILE_UNREADABLE' })
  expect(outcome).toMatchObject({ detail: expect.not.stringContaining(directory) })
})
