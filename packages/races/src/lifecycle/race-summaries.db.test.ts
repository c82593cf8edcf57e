import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { disqualifyEntrant } from '../entrants/disqualify-entrant.ts'
import { findRace } from '../race/find-race.ts'
import { listRaces } from '../race/find-races.ts'
import { findNextRaceId } from '../race/next-race.ts'
import type { Race } from '../race/race.ts'
import { loadStandings } from '../standings/load-standings.ts'
import { CASINO, readCasino, userIdOf } from '../testing/casino.ts'
import { advanceRaces } from './advance-races.ts'
import { countOpenRaces } from './count-open-races.ts'
import { createRace, createSeries } from './create-race.ts'
import { summarizeRaces, summarizeRacesForAdmins } from './race-summaries.ts'
import { loadRaceVersions } from './race-versions.ts'

const start = new Date('2025-06-02T12:00:00Z')
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000)
const clock = manualClock(start)

let database: TestDatabase
/** A race of a series that is completed, with two of three entrants left, and the race that follows it. */
let first: Race
let second: Race
beforeAll(async () => {
  database = await testDatabase()
  const { db } = database
  clock.set(at(-1))
  await readCasino(db, at(-1), { ann: '1', bob: '1', cid: '1' })
  const rules = { source: CASINO, prizePool: '10.01', prizeDistribution: [{ from: 1, to: 2, percent: '50' }] }
  const made = await createSeries(
    db,
    { ...rules, title: 'Ten minutes', type: 'custom', anchorStart: start, periodSeconds: 600 },
    { clock },
  )
  await createRace(db, { ...rules, title: 'Later', startDate: at(100), endDate: at(200) }, { clock })
  clock.set(start)
  await advanceRaces(db, { clock })
  clock.set(at(5))
  await readCasino(db, at(5), { ann: '11', bob: '6', cid: '4' })
  const bob = {
    raceId: made.race.id,
    userId: await userIdOf(db, 'bob'),
    by: await userIdOf(db, 'ann'),
    reason: 'a test',
  }
  await disqualifyEntrant(db, bob, { clock })
  clock.set(at(10))
  await readCasino(db, at(10), { ann: '11', bob: '6', cid: '4' })
  await advanceRaces(db, { clock })
  first = await findRace(db, made.race.id)
  const { items } = await listRaces(db, { limit: 200 })
  second = items.find(({ seriesId, id }) => seriesId === first.seriesId && id !== first.id) as Race
})
afterAll(() => database.close())

test('a summary says what the board of the race says, without loading it', async () => {
  const { db } = database
  const [summary] = await summarizeRaces(db, { races: [first] })
  const board = await loadStandings(db, first.id)
  expect(board.entries).toHaveLength(2)
  expect(summary).toEqual({
    race: first,
    prizes: [
      { place: 1, amount: 501n },
      { place: 2, amount: 500n },
    ],
    entrants: 3,
    totalWagered: board.totalWagered,
    nextRaceId: second.id,
  })
  expect(summary?.entrants).toBe(board.entrants)
})

test('summaries come in the order of the races, and none is asked for without races', async () => {
  const { db } = database
  const { items } = await listRaces(db, { limit: 200 })
  const ids = (summaries: { race: Race }[]) => summaries.map(({ race }) => race.id)
  expect(ids(await summarizeRaces(db, { races: items }))).toEqual(items.map(({ id }) => id))
  expect(ids(await summarizeRaces(db, { races: items.toReversed() }))).toEqual(items.map(({ id }) => id).toReversed())
  expect(await summarizeRaces(db, { races: [] })).toEqual([])
  expect(await summarizeRacesForAdmins(db, { races: [] })).toEqual([])
})

test('admins see what is left to do', async () => {
  const { db } = database
  const [over, next] = await summarizeRacesForAdmins(db, { races: [first, second] })
  expect(over).toMatchObject({ entrants: 3, payoutsOwed: 2, flaggedEntrants: 0, archiveId: 1 })
  expect(next).toMatchObject({ entrants: 0, payoutsOwed: 0, flaggedEntrants: 0, archiveId: null, nextRaceId: null })
})

test('the next race is the one that starts next in the same series', async () => {
  const { db } = database
  expect(await findNextRaceId(db, first)).toBe(second.id)
  expect(await findNextRaceId(db, second)).toBeNull()
  expect(await findNextRaceId(db, { seriesId: null, startDate: first.startDate })).toBeNull()
})

test('versions are those of all open races and of the others that are named', async () => {
  const { db } = database
  const versions = await loadRaceVersions(db, { raceIds: [] })
  expect(versions.map(({ id }) => id)).not.toContain(first.id)
  expect(versions).toHaveLength(2)
  expect(versions.every(({ status }) => status === 'live' || status === 'upcoming')).toBe(true)
  const [named] = await loadRaceVersions(db, { raceIds: [first.id] })
  const { id, source, status, version, updatedAt } = first
  expect(named).toEqual({ id, source, status, version, updatedAt, nextRaceId: second.id })
})

test('open races are counted by status, for their source only', async () => {
  expect(await countOpenRaces(database.db, { source: CASINO.id })).toEqual({ upcoming: 1, live: 1, settling: 0 })
  expect(await countOpenRaces(database.db, { source: 'elsewhere' })).toEqual({ upcoming: 0, live: 0, settling: 0 })
})
