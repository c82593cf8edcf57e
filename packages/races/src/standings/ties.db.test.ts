import { formatAmount, migrate, parseAmount, type TransactionalDb } from '@goated/schema'
import { historicalRaces, racePayouts, wagerRaceParticipants } from '@goated/schema/tables'
import type { TieRule } from '@goated/schema/vocabulary'
import { manualClock, testDatabase, testEngine } from '@goated/testkit'
import { asc, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { checkRaces } from '../checks/check-races.ts'
import { listEntrants } from '../entrants/list-entrants.ts'
import { listHistoricalRaces, loadHistoricalRace } from '../evidence/find-historical-races.ts'
import { raceEvidence } from '../evidence/race-evidence.ts'
import { replayStandings } from '../evidence/replay-standings.ts'
import { verifyRace } from '../evidence/verify-race.ts'
import { loadLeaderboard } from '../leaderboards/load-leaderboard.ts'
import { recordLeaderboards } from '../leaderboards/record-leaderboards.ts'
import { advanceRaces } from '../lifecycle/advance-races.ts'
import { createRace } from '../lifecycle/create-race.ts'
import { DEFAULT_CALENDAR } from '../race/calendar.ts'
import { CASINO, readCasino, userIdOf } from '../testing/casino.ts'
import { loadTopProgressions } from '../total/load-top-progressions.ts'
import { trackRaceTotals } from '../total/record-totals.ts'
import { loadStandings } from './load-standings.ts'

const start = new Date('2025-06-02T12:00:00Z')
const end = new Date('2025-06-02T14:00:00Z')
const minutes = (count: number) => new Date(start.getTime() + count * 60_000)

/** Two level on top, who got there in one reading, and three level behind them, one of whom got there later. */
async function tiedRace(db: TransactionalDb, ties: TieRule): Promise<number> {
  const clock = manualClock(start)
  const { race } = await createRace(
    db,
    {
      title: 'Race',
      source: CASINO,
      startDate: start,
      endDate: end,
      prizePool: '100',
      ties,
      prizeDistribution: [
        { from: 1, percent: '40' },
        { from: 2, percent: '30' },
        { from: 3, percent: '20.01' },
      ],
    },
    { clock },
  )
  await advanceRaces(db, { clock })
  const before = { '🐐goat': '10', Ａnn: '10', zed: '10', ÁNN: '10', ann: '10' }
  await readCasino(db, start, before)
  await readCasino(db, minutes(20), { ...before, '🐐goat': '60', Ａnn: '60', zed: '30' })
  await readCasino(db, minutes(40), { ...before, '🐐goat': '60', Ａnn: '60', zed: '30', ÁNN: '30', ann: '30' })
  return race.id
}

async function complete(db: TransactionalDb): Promise<void> {
  const clock = manualClock(minutes(130))
  await readCasino(db, minutes(125), { '🐐goat': '60', Ａnn: '60', zed: '30', ÁNN: '30', ann: '30' })
  await advanceRaces(db, { clock })
}

const expected = {
  split: ['1. Ａnn', '1. 🐐goat', '3. zed', '3. ann', '3. ÁNN'],
  earliest: ['1. Ａnn', '1. 🐐goat', '3. zed', '4. ann', '4. ÁNN'],
}
const show = (standings: readonly { rank: number | null; uid: string }[]) =>
  standings.map(({ rank, uid }) => `${rank}. ${uid}`)

test.each(['split', 'earliest'] as const)(
  'level totals have one place on the board, in the archive, in the payouts and in evidence: %s',
  async (ties) => {
    const database = await testDatabase(testEngine() === 'postgres' ? { icuLocale: 'de-DE' } : {})
    const { db } = database
    try {
      if (testEngine() === 'postgres') await migrate(db)
      const raceId = await tiedRace(db, ties)
      const live = await loadStandings(db, raceId)
      expect(show(live.entries)).toEqual(expected[ties])
      expect(live.entries.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5])
      expect(show(await replayStandings(db, raceId, minutes(60)))).toEqual(expected[ties])
      await complete(db)
      expect(show((await loadStandings(db, raceId, live)).entries)).toEqual(expected[ties])
      expect(show((await listEntrants(db, { raceId })).items)).toEqual(expected[ties])
      const [archive] = await db.select().from(historicalRaces)
      expect(show(archive?.participants ?? [])).toEqual(expected[ties])
      const evidence = await raceEvidence(db, raceId)
      expect(show(evidence.participants.map(({ standing }) => standing))).toEqual(expected[ties])
      const paid = await db.select().from(racePayouts).orderBy(asc(racePayouts.id))
      expect(paid.map(({ place, amount }) => [place, formatAmount(amount, 2)])).toEqual(
        ties === 'split'
          ? [
              [1, '35.00'],
              [1, '35.00'],
              [3, '6.67'],
              [3, '6.67'],
              [3, '6.67'],
            ]
          : [
              [1, '35.00'],
              [1, '35.00'],
              [3, '20.01'],
            ],
      )
      expect(await verifyRace(db, raceId, { digests: 'all' })).toMatchObject({ ok: true, differences: [] })
      expect((await checkRaces(db)).violations).toEqual([])
      // The winners of a list are so many and no more, however many share the first place.
      const { items } = await listHistoricalRaces(db, { winners: 1 })
      expect(items[0]?.winners.map(({ rank }) => rank)).toEqual([1])
      expect((await loadTopProgressions(db, { raceId, limit: 2 })).map(({ rank }) => rank)).toEqual([1, 1])
    } finally {
      await database.close()
    }
  },
)

test('pages of any size lose nobody and show nobody twice where places are shared', async () => {
  const database = await testDatabase()
  const { db } = database
  try {
    const raceId = await tiedRace(db, 'split')
    await complete(db)
    const names = expected.split.map((line) => line.slice(3))
    for (let limit = 1; limit <= names.length + 1; limit++) {
      const entrants: string[] = []
      const archived: string[] = []
      for (let offset = 0; offset < names.length; offset += limit) {
        entrants.push(...(await listEntrants(db, { raceId, limit, offset })).items.map(({ uid }) => uid))
        archived.push(...(await loadHistoricalRace(db, { id: 1, limit, offset })).standings.map(({ uid }) => uid))
      }
      expect(entrants).toEqual(names)
      expect(archived).toEqual(names)
    }
  } finally {
    await database.close()
  }
})

test('a rank that is wrong is found, be it shared or not', async () => {
  const database = await testDatabase()
  const { db } = database
  try {
    const raceId = await tiedRace(db, 'split')
    await db.update(wagerRaceParticipants).set({ rank: 2 })
    const { violations } = await checkRaces(db)
    expect(violations.map(({ code, detail }) => `${code} ${detail}`)).toEqual([
      'RANK_WRONG is 2, should be 1',
      'RANK_WRONG is 2, should be 1',
      'RANK_WRONG is 2, should be 3',
      'RANK_WRONG is 2, should be 3',
      'RANK_WRONG is 2, should be 3',
    ])
    await complete(db)
    await db.execute(sql`update ${historicalRaces}
      set participants = jsonb_set(participants, '{1,rank}', '2') where race_id = ${raceId}`)
    expect((await verifyRace(db, raceId)).differences).toEqual([
      { kind: 'rank', uid: '🐐goat', field: 'rank', expected: '1', found: '2' },
    ])
  } finally {
    await database.close()
  }
})

test('a tie across the last paid place is news for all of it, and nobody hears of sharing the last place', async () => {
  const database = await testDatabase()
  const { db } = database
  try {
    const clock = manualClock(start)
    await readCasino(db, minutes(-10), { ann: '10', bob: '10', cid: '10', dan: '10' })
    await createRace(
      db,
      {
        title: 'Race',
        source: CASINO,
        startDate: start,
        endDate: end,
        prizePool: '100',
        prizeDistribution: [
          { from: 1, percent: '60' },
          { from: 2, percent: '40' },
        ],
      },
      { clock },
    )
    await advanceRaces(db, { clock })
    const totals = trackRaceTotals({ top: 1, places: 0 })
    const told = async (at: number, shown: Record<string, string>) => {
      const { events } = await readCasino(db, minutes(at), shown, { projections: [totals] })
      return events
        .filter(({ name }) => name === 'rank.changed')
        .map(({ payload }) => [payload['userId'], payload['previousRank'], payload['rank']])
    }
    const [ann, bob, cid, dan] = [
      await userIdOf(db, 'ann'),
      await userIdOf(db, 'bob'),
      await userIdOf(db, 'cid'),
      await userIdOf(db, 'dan'),
    ]
    expect(await told(10, { ann: '40', bob: '10', cid: '10', dan: '10' })).toEqual([[ann, null, 1]])
    // Three share the second place, which is paid, and then the third, which is not.
    expect(await told(20, { ann: '40', bob: '20', cid: '20', dan: '20' })).toEqual([
      [bob, null, 2],
      [cid, null, 2],
      [dan, null, 2],
    ])
    expect(await told(30, { ann: '40', bob: '45', cid: '20', dan: '20' })).toEqual([
      [ann, 1, 2],
      [bob, 2, 1],
      [cid, 2, 3],
      [dan, 2, 3],
    ])
  } finally {
    await database.close()
  }
})

test('a leaderboard gives the same rank to the same amount', async () => {
  const database = await testDatabase()
  const { db } = database
  try {
    const counters = (amount: string) => ({ allTime: amount, month: amount, week: amount, today: amount })
    const amounts = { zed: '5', '🐐goat': '9', Ａnn: '9', ÁNN: '5', nil: '0', ann: '1' }
    const shown = Object.fromEntries(Object.entries(amounts).map(([uid, amount]) => [uid, counters(amount)]))
    await readCasino(db, start, shown, { projections: [recordLeaderboards(DEFAULT_CALENDAR)] })
    for (const period of ['daily', 'all_time'] as const) {
      const board = await loadLeaderboard(db, { source: CASINO.id, period, calendar: DEFAULT_CALENDAR, now: start })
      expect(board.entries.map(({ rank, position, username }) => `${rank} ${position} ${username}`)).toEqual([
        '1 1 Ａnn',
        '1 2 🐐goat',
        '3 3 zed',
        '3 4 ÁNN',
        '5 5 ann',
      ])
      expect(board.sum).toBe(parseAmount('29'))
    }
  } finally {
    await database.close()
  }
})
