import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CumulativeSource, readOnce } from '@goated/ingest'
import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'
import { createSource } from './source.ts'

const needed = { DATABASE_URL: 'memory://', UPSTREAM_URL: 'http://localhost:4010/affiliate/stats' }
const make = (env: Record<string, string>) => createSource(readSettings({ ...needed, ...env }))

test.each(['goated', 'rainbet', 'clash', 'csv'])('%s is asked with the headers that are set', (kind) => {
  const source = make({
    UPSTREAM_KIND: kind,
    UPSTREAM_TOKEN: 'synthetic',
    UPSTREAM_HEADERS: 'x-site: board',
    UPSTREAM_USER_AGENT: 'Board/1',
    UPSTREAM_REDIRECT_HOSTS: 'files.example.org',
  })
  expect(source.http).toEqual({
    headers: { 'x-site': 'board', 'user-agent': 'Board/1' },
    redirectHosts: ['files.example.org'],
  })
})

test('a CSV is read from a file or an address, without the columns that are to be ignored', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'goated-source-'))
  const file = join(directory, 'board.csv')
  await writeFile(file, 'Rank;User ID;Username;Total Wagered\n1;a;Ann;12.5\n')
  const written = new Date('2026-03-06T12:00:00Z')
  await utimes(file, written, written)
  try {
    const source = make({ UPSTREAM_KIND: 'csv', UPSTREAM_URL: file, UPSTREAM_IGNORE_COLUMNS: 'rank' })
    expect(source.id).toBe('csv')
    expect(await readOnce({ source: source as CumulativeSource })).toMatchObject({
      outcome: 'ok',
      reading: { asOf: written, rows: [{ uid: 'a', name: 'Ann', allTime: 1_250_000_000n }] },
    })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
})

test.each([
  ['UPSTREAM_TOKEN: Required for clash.', { UPSTREAM_KIND: 'clash' }],
  ['UPSTREAM_HEADERS: The header Host', { UPSTREAM_HEADERS: '{"Host":"hunter2"}' }],
  ['UPSTREAM_HEADERS: The header authorization', { UPSTREAM_HEADERS: 'authorization: hunter2', UPSTREAM_TOKEN: 't' }],
  ['UPSTREAM_HEADERS: The header user-agent', { UPSTREAM_USER_AGENT: 'hunter2 \u20ac' }],
])('says what is wrong: %s', (message, env) => {
  expect(() => make(env)).toThrow(message)
  expect(() => make(env)).not.toThrow('hunter2')
})
