import { findLastRunAt, listIngestRuns, runIngest } from '@goated/ingest'
import { type TestDatabase, testDatabase } from '@goated/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listEntrants } from './entrants/list-entrants.ts'
import { loadEntrant } from './entrants/load-entrant.ts'
import { loadArchiveProof } from './evidence/archive-proof.ts'
import { loadHistoricalRace } from './evidence/find-historical-races.ts'
import { raceEvidence } from './evidence/race-evidence.ts'
import { replayStandings } from './evidence/replay-standings.ts'
import { verifyRace } from './evidence/verify-race.ts'
import { loadLeaderboard } from './leaderboards/load-leaderboard.ts'
import { completeRace } from './lifecycle/complete-race.ts'
import { nextBoundary } from './lifecycle/next-boundary.ts'
import { listPayouts } from './payouts/list-payouts.ts'
import { findPlayer } from './players/find-player.ts'
import { listPlayerRaces } from './players/list-player-races.ts'
import { listRaces, listUnsettledRaces } from './race/find-races.ts'
import { findNextRaceId } from './race/next-race.ts'
import { loadStandings } from './standings/load-standings.ts'
import { loadProgression } from './total/load-progression.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

const now = new Date('2025-06-02T12:00:00Z')
const never = new Date('never')
const calendar = { timeZone: 'UTC', weekStartsOn: 1 }

type Db = TestDatabase['db']
/** What somebody may hand over from a script that knows no types, and the field that is wrong. */
const wrong: [name: string, path: string, read: (db: Db) => Promise<unknown>][] = [
  ...['abc', 0, -1, 1.5, Number.NaN, null, undefined, 2 ** 31, 1n, {}, '1; drop'].map(
    (id): [string, string, (db: Db) => Promise<unknown>] => [
      `loadStandings ${String(id)}`,
      'raceId',
      (db) => loadStandings(db, id as never),
    ],
  ),
  ['verifyRace', 'raceId', (db) => verifyRace(db, 'abc' as never)],
  ['loadArchiveProof', 'archiveId', (db) => loadArchiveProof(db, { archiveId: 'abc' } as never)],
  ['raceEvidence id', 'raceId', (db) => raceEvidence(db, -1)],
  ['raceEvidence page', 'limit', (db) => raceEvidence(db, 1, { limit: 0 })],
  ['replayStandings id', 'raceId', (db) => replayStandings(db, 1.5, now)],
  ['replayStandings time', 'at', (db) => replayStandings(db, 1, never)],
  ['completeRace', 'raceId', (db) => completeRace(db, { raceId: 0 })],
  [
    'loadLeaderboard period',
    'period',
    (db) => loadLeaderboard(db, { source: 'x', period: 'x' as never, calendar, now }),
  ],
  ['loadLeaderboard zone', 'calendar', (db) => loadLeaderboard(db, { source: 'x', period: 'daily', now } as never)],
  [
    'loadLeaderboard unknown zone',
    'calendar.timeZone',
    (db) => loadLeaderboard(db, { source: 'x', period: 'daily', calendar: { ...calendar, timeZone: 'Mars' }, now }),
  ],
  ['loadLeaderboard time', 'now', (db) => loadLeaderboard(db, { source: 'x', period: 'daily', calendar, now: never })],
  ['listRaces limit', 'limit', (db) => listRaces(db, { limit: -1 })],
  ['listRaces offset', 'offset', (db) => listRaces(db, { offset: 0.5 })],
  ['listRaces status', 'status', (db) => listRaces(db, { status: 'over' as never })],
  ['listUnsettledRaces', 'now', (db) => listUnsettledRaces(db, 'x', never)],
  ['findNextRaceId', 'seriesId', (db) => findNextRaceId(db, { seriesId: 'x' as never, startDate: now })],
  ['nextBoundary', 'now', (db) => nextBoundary(db, never)],
  ['loadProgression', 'userId', (db) => loadProgression(db, { raceId: 1, userId: 'abc' })],
  ['loadEntrant', 'raceId', (db) => loadEntrant(db, { raceId: 'abc', userId: 1 })],
  ['listEntrants', 'limit', (db) => listEntrants(db, { raceId: 1, limit: 1e9 })],
  ['listPayouts', 'status', (db) => listPayouts(db, { status: 'lost' as never })],
  ['findPlayer', 'userId', (db) => findPlayer(db, { userId: 'abc', source: 'x' })],
  ['listPlayerRaces', 'userId', (db) => listPlayerRaces(db, { userId: 0 })],
  ['loadHistoricalRace', 'id', (db) => loadHistoricalRace(db, { id: 'abc' })],
  ['findLastRunAt', 'source', (db) => findLastRunAt(db, { source: 7 as never })],
  ['listIngestRuns', 'from', (db) => listIngestRuns(db, { from: never })],
  ['runIngest', 'raceId', (db) => runIngest(db, { source: { id: 'x' } as never, raceId: 'abc' as never })],
]

test.each(wrong)('%s names %s, before it asks the database', async (_, path, read) => {
  await expect(read(database.db)).rejects.toMatchObject({ code: 'INPUT_INVALID', details: { issues: [{ path }] } })
})
