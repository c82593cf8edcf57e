import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { advanceRaces, createRace } from '@goated/races'
import { systemClock } from '@goated/schema'
import { testDatabase, type TestDatabase } from '@goated/testkit'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runHere } from './testing/run-here.ts'

// A race of the past, whose readings are imported: one database for the tests, which follow one another.
let database: TestDatabase
let raceId: number
beforeAll(async () => {
  database = await testDatabase()
  const { db } = database
  const { race } = await createRace(db, {
    title: 'Friday race',
    prizePool: '100',
    prizeDistribution: [{ from: 1, percent: '100' }],
    source: { id: 'goated', class: 'cumulative' },
    raceHistory: true,
    startDate: new Date('2025-06-02T12:00:00Z'),
    endDate: new Date('2025-06-03T12:00:00Z'),
  })
  raceId = race.id
  const directory = await mkdtemp(join(tmpdir(), 'goated-results-'))
  const file = join(directory, 'history.csv')
  const lines = ['2025-06-02T12:00:00Z,a,Ann,100', '2025-06-02T13:00:00Z,a,Ann,110', '2025-06-03T12:05:00Z,a,Ann,130']
  await writeFile(file, ['as_of,uid,name,all_time', ...lines, ''].join('\n'))
  expect(await runHere(['import', file], { database })).toMatchObject({ code: 0 })
  await rm(directory, { recursive: true })
  await advanceRaces(db, { clock: systemClock })
})
afterAll(() => database.close())

const run = (...words: string[]) => runHere(words, { database })

test('verify-race finds a result in order', async () => {
  expect(await run('verify-race', String(raceId))).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^race \d+, Friday race\n1 entrants, .*\nverified: all is in order\n$/),
  })
  const { code, stdout } = await run('verify-race', String(raceId), '--all', '--json')
  expect([code, JSON.parse(stdout)]).toMatchObject([
    0,
    { ok: true, raceId, title: 'Friday race', differences: [], truncated: false, counts: { entrants: 1, readings: 3 } },
  ])
})

test('check finds the database in order', async () => {
  const said = '1 races, 1 entrants, 0 totals recomputed\nall is in order\n'
  expect(await run('check')).toEqual({ code: 0, stdout: said, stderr: '' })
  const { code, stdout } = await run('check', '--quick', '--json')
  expect([code, JSON.parse(stdout)]).toEqual([
    0,
    { ok: true, counts: { races: 1, entrants: 1, totals: 0 }, violations: [], truncated: false },
  ])
})

test('verify-race of a race that is not there is no difference', async () => {
  expect(await run('verify-race', '999', '--json')).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('no such race'),
  })
})

test('what somebody changed is found', async () => {
  await database.db.execute(sql`update goated.race_payouts set amount = amount + 1`)
  const verified = await run('verify-race', String(raceId))
  expect(verified).toMatchObject({ code: 1, stdout: expect.stringMatching(/\npayout: .*\n1 differences\n$/) })
  const difference = await run('verify-race', String(raceId), '--json')
  expect([difference.code, JSON.parse(difference.stdout)]).toMatchObject([
    1,
    { ok: false, differences: [{ kind: 'payout' }] },
  ])
  const { code, stdout } = await run('check', '--json')
  expect([code, JSON.parse(stdout)]).toMatchObject([
    1,
    { ok: false, violations: [{ code: 'PRIZES_EXCEED_POOL', raceId }, { invariant: 'archive' }] },
  ])
})
