import { type StoreReadingInput, storeReading } from '@goated/ingest'
import { formatAmount } from '@goated/schema'
import { affiliateAccounts, wagerRaceParticipants, wagerRaces } from '@goated/schema/tables'
import { type HistoryPoll, testDatabase, type TestDatabase, upstreamHistory } from '@goated/testkit'
import { asc, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRace } from '../lifecycle/create-race.ts'
import { DEFAULT_CALENDAR } from '../race/calendar.ts'
import { MISSING_AT_SETTLING } from '../standings/settling-reading.ts'
import { marksOf, type RaceTotal, raceTotal } from './race-total.ts'
import { recordRaceTotals } from './record-totals.ts'
import type { RaceWindow, Sample } from './sample.ts'

const hour = 3_600_000
const start = Date.parse('2025-01-31T10:00:00Z')
const distribution = [{ from: 1, percent: '100' }]

let database: TestDatabase
let histories = 0
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

function readingInput(poll: HistoryPoll, source: string): StoreReadingInput {
  const at = new Date(poll.at)
  return {
    source: { id: source, commissionRate: 0n },
    asOf: at,
    startedAt: at,
    now: new Date(start + 1000 * hour),
    // A partial reading says itself that more players exist than it lists.
    totalUsers: poll.complete ? poll.players.size : poll.players.size + 1,
    rows: [...poll.players].map(([uid, counters]) => ({ uid, name: uid, ...counters })),
  }
}

/** The samples of one player as every stored reading showed them. */
function samplesOf(polls: readonly HistoryPoll[], uid: string): Sample[] {
  return polls.map(({ at, complete, players }) => ({ at, complete, counters: players.get(uid) ?? null }))
}

async function play(arrivals: readonly HistoryPoll[], window: RaceWindow) {
  const { db } = database
  const source = `history-${++histories}`
  const { race } = await createRace(
    db,
    {
      title: 'Race',
      prizePool: '100',
      prizeDistribution: distribution,
      source: { id: source, class: 'cumulative' },
      startDate: new Date(window.start),
      endDate: new Date(window.end),
    },
    { clock: { now: () => new Date(start - 1000 * hour) } },
  )
  const stored: HistoryPoll[] = []
  for (const poll of arrivals) {
    const result = await storeReading(db, readingInput(poll, source), { projections: [recordRaceTotals] })
    if (result.outcome === 'ok') stored.push(poll)
  }
  const participants = await db
    .select()
    .from(wagerRaceParticipants)
    .where(eq(wagerRaceParticipants.raceId, race.id))
    .orderBy(asc(wagerRaceParticipants.rank))
  const [settled] = await db.select().from(wagerRaces).where(eq(wagerRaces.id, race.id))
  return { race, stored, participants, source, settledBy: settled?.settledBy?.getTime() ?? null }
}

function show(
  total: Pick<RaceTotal, 'total' | 'low' | 'high' | 'method' | 'reachedAt'> & { flags: readonly string[] },
) {
  const { total: value, low, high, method, flags, reachedAt } = total
  return { total: formatAmount(value), low: formatAmount(low), high: formatAmount(high), method, flags, reachedAt }
}

async function expectFoldsAgree(arrivals: readonly HistoryPoll[], window: RaceWindow): Promise<void> {
  const { stored, participants, settledBy } = await play(arrivals, window)
  const uids = new Set(stored.flatMap(({ players }) => [...players.keys()]))
  for (const uid of uids) {
    const expected = raceTotal(samplesOf(stored, uid), window, DEFAULT_CALENDAR, { settledBy })
    const found = participants.find((participant) => participant.uid === uid)
    if (!found) {
      expect({ uid, total: expected.total, flagged: expected.flags.includes('unknown_history') }).toEqual({
        uid,
        total: 0n,
        flagged: false,
      })
      continue
    }
    const flags = found.flags.filter((flag) => flag !== 'stale' && flag !== MISSING_AT_SETTLING)
    expect({
      uid,
      ...show({ ...found, total: found.totalWager, flags, reachedAt: found.reachedAt.getTime() }),
    }).toEqual({
      uid,
      ...show({ ...expected, flags: marksOf(expected) }),
    })
    expect(found.flags.includes('stale')).toBe(expected.stale)
  }
  participants.forEach((participant, index) => {
    const better = participants.filter(({ totalWager }) => totalWager > participant.totalWager)
    expect(participant.rank).toBe(better.length + 1)
    const next = participants[index + 1]
    if (next) expect(participant.totalWager >= next.totalWager).toBe(true)
  })
}

const history = upstreamHistory({ players: 4, polls: 14, start: start - 12 * hour, stepMs: 3 * hour })
// Boundaries with and without a provider period beginning there.
const windows = fc.constantFrom<RaceWindow>(
  { start, end: start + 20 * hour },
  { start: Date.parse('2025-02-01T00:00:00Z'), end: start + 25 * hour },
  { start, end: Date.parse('2025-02-01T00:00:00Z') },
)

describe('race totals kept tick by tick', () => {
  test('equal the pure fold over all readings, whatever the upstream does', async () => {
    await fc.assert(
      fc.asyncProperty(history, windows, (polls, window) => expectFoldsAgree(polls, window)),
      { numRuns: 15 },
    )
  }, 120_000)

  test('equal it when readings come late and twice', async () => {
    const shuffled = fc
      .tuple(history, windows, fc.array(fc.nat(13), { maxLength: 5 }))
      .map(([polls, window, moved]) => {
        const arrivals = [...polls]
        for (const index of moved) {
          const [late] = arrivals.splice(index, 1)
          if (late) arrivals.splice(Math.min(index + 3, arrivals.length), 0, late, late)
        }
        return { arrivals, window }
      })
    await fc.assert(
      fc.asyncProperty(shuffled, ({ arrivals, window }) => expectFoldsAgree(arrivals, window)),
      { numRuns: 15 },
    )
  }, 120_000)

  const listing = (at: number, allTimes: Record<string, bigint>): HistoryPoll => ({
    at,
    complete: true,
    players: new Map(
      Object.entries(allTimes).map(([uid, allTime]) => [uid, { allTime, month: null, week: null, today: null }]),
    ),
  })

  test('are exact where a reading that changed nothing came just at the start', async () => {
    const window = { start, end: start + 20 * hour }
    const polls = [-2, 0, 1, 2, 3].map((hours) => listing(start + hours * hour, { a: 5n }))
    const arrivals = [...polls, listing(start + 4 * hour, { a: 9n })]
    await expectFoldsAgree(arrivals, window)
    expect((await play(arrivals, window)).participants).toMatchObject([{ method: 'exact', totalWager: 4n }])
  })

  test('know that a player whom only a late reading showed was not listed since', async () => {
    const window = { start, end: start + 20 * hour }
    const arrivals = [
      listing(start - hour, { a: 5n }),
      listing(start - 2 * hour, { a: 5n, b: 3n }),
      listing(start, { a: 5n, b: 3n }),
      listing(start + hour, { a: 5n, b: 4n }),
    ]
    await expectFoldsAgree(arrivals, window)
    const { participants } = await play(arrivals, window)
    expect(participants).toMatchObject([{ uid: 'b', method: 'exact', totalWager: 1n, low: 1n, high: 1n }])
  })

  test('do not change when a reading comes twice', async () => {
    const { db } = database
    const polls = [listing(start - hour, { a: 5n }), listing(start + hour, { a: 9n })]
    const { race, source } = await play(polls, { start, end: start + 20 * hour })
    const before = await db.select().from(wagerRaces).where(eq(wagerRaces.id, race.id))
    const again = await storeReading(db, readingInput(polls[1] as HistoryPoll, source), {
      projections: [recordRaceTotals],
    })
    expect(again).toEqual({ outcome: 'stale', reason: 'READING_REPLAYED', events: [] })
    expect(await db.select().from(wagerRaces).where(eq(wagerRaces.id, race.id))).toEqual(before)
    const accounts = await db.select().from(affiliateAccounts).where(eq(affiliateAccounts.source, source))
    expect(accounts.map(({ wageredAllTime }) => wageredAllTime)).toEqual([9n])
  })
})
