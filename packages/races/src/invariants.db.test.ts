import { createAccountCache, storeReading, type StoreReadingInput } from '@goated/ingest'
import { isGoatedError, type RecordedEvent, type TransactionalDb } from '@goated/schema'
import { affiliateAccounts, ingestRuns, wagerRaces } from '@goated/schema/tables'
import { type PrizeRange, RACE_STATUSES } from '@goated/schema/vocabulary'
import {
  type HistoryPoll,
  manualClock,
  type ManualClock,
  testDatabase,
  type TestDatabase,
  testEngine,
  upstreamHistory,
} from '@goated/testkit'
import { asc } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkRaces } from './checks/check-races.ts'
import { adjustTotal } from './entrants/adjust-total.ts'
import { decideEntrant } from './entrants/decide-entrant.ts'
import { disqualifyEntrant, reinstateEntrant } from './entrants/disqualify-entrant.ts'
import { joinRace } from './entrants/join-race.ts'
import { dumpTables } from './evidence/testing/dump-tables.ts'
import { verifyRace } from './evidence/verify-race.ts'
import { recordLeaderboards } from './leaderboards/record-leaderboards.ts'
import { advanceRaces } from './lifecycle/advance-races.ts'
import { createRace, createSeries } from './lifecycle/create-race.ts'
import { DEFAULT_CALENDAR } from './race/calendar.ts'
import { CASINO } from './testing/casino.ts'
import { recordRaceTotals } from './total/record-totals.ts'

const hour = 3_600_000
const start = Date.parse('2025-01-31T10:00:00Z')
const polls = 14
const projections = [recordRaceTotals, recordLeaderboards(DEFAULT_CALENDAR)]

/** What an admin or a player does at some point of a history. */
interface Act {
  kind: 'join' | 'adjust' | 'disqualify' | 'reinstate' | 'rebase' | 'accept' | 'confirm'
  afterPoll: number
  player: number
}

interface Story {
  history: HistoryPoll[]
  /** Readings that arrive a few readings late. */
  late: number[]
  distribution: PrizeRange[]
  poolCents: number
  minWager: string
  ties: 'split' | 'earliest'
  unclaimed: 'retain' | 'redistribute'
  joinPolicy: 'open' | 'opt_in'
  /** Hours from the first reading to the race's start, its length, and whether others follow. */
  startsAfter: number
  lasts: number
  series: boolean
  createdAfter: number
  graceHours: number
  acts: Act[]
}

const percents = fc
  .array(fc.integer({ min: 1, max: 4_000 }), { minLength: 1, maxLength: 6 })
  .map((weights) => weights.sort((a, b) => b - a))
  .filter((weights) => weights.reduce((sum, weight) => sum + weight, 0) <= 10_000)
  .map((weights) => weights.map((weight, index) => ({ from: index + 1, percent: hundredths(weight) })))
const distribution = fc.oneof(
  percents,
  fc.constantFrom<PrizeRange[]>(
    [{ from: 1, percent: '100' }],
    [
      { from: 1, percent: '50' },
      { from: 2, percent: '30' },
      { from: 3, percent: '20' },
    ],
    [{ from: 1, to: 3, percent: '33.33333333' }],
    [
      { from: 1, amount: '5.01' },
      { from: 2, to: 4, amount: '0.01' },
    ],
  ),
)

const story: fc.Arbitrary<Story> = fc.record({
  history: upstreamHistory({ players: 5, polls, start: start - 12 * hour, stepMs: 3 * hour }),
  late: fc.array(fc.nat(polls - 1), { maxLength: 3 }),
  distribution,
  poolCents: fc.integer({ min: 504, max: 100_000_00 }),
  minWager: fc.constantFrom('0', '0.00000001', '100', '5000'),
  ties: fc.constantFrom('split', 'earliest'),
  unclaimed: fc.constantFrom('retain', 'redistribute'),
  joinPolicy: fc.constantFrom('open', 'open', 'opt_in'),
  startsAfter: fc.constantFrom(0, 6, 14, 26),
  lasts: fc.constantFrom(5, 12, 24),
  series: fc.boolean(),
  createdAfter: fc.nat(6),
  graceHours: fc.constantFrom(0, 4, 24),
  acts: fc.array(
    fc.record({
      kind: fc.constantFrom<Act['kind']>(
        'join',
        'join',
        'adjust',
        'disqualify',
        'reinstate',
        'rebase',
        'accept',
        'confirm',
      ),
      afterPoll: fc.nat(polls - 1),
      player: fc.nat(4),
    }),
    { maxLength: 12 },
  ),
})

function hundredths(value: number): string {
  return `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`
}

function readingOf(poll: HistoryPoll): StoreReadingInput {
  const at = new Date(poll.at)
  return {
    source: { id: 'casino', commissionRate: 0n },
    asOf: at,
    startedAt: at,
    now: at,
    totalUsers: poll.complete ? poll.players.size : poll.players.size + 1,
    rows: [...poll.players].map(([uid, counters]) => ({ uid, name: uid, ...counters })),
  }
}

/** The readings in order of arrival. */
function arrivals({ history, late }: Story): HistoryPoll[] {
  const arriving = [...history]
  for (const index of late) {
    const [moved] = arriving.splice(index, 1)
    if (moved) arriving.splice(Math.min(index + 3, arriving.length), 0, moved)
  }
  return arriving
}

async function create(db: TransactionalDb, told: Story, clock: ManualClock): Promise<void> {
  const { ties, unclaimed, joinPolicy, minWager, lasts } = told
  const startDate = new Date(start + (told.startsAfter - 12) * hour)
  const rules = {
    title: 'Race',
    prizePool: hundredths(told.poolCents),
    prizeDistribution: told.distribution,
    source: CASINO,
    raceHistory: true,
    graceSeconds: told.graceHours * 3600,
    ties,
    unclaimed,
    joinPolicy,
    minWager,
  }
  if (told.series)
    await createSeries(db, { ...rules, type: 'custom', periodSeconds: lasts * 3600, anchorStart: startDate }, { clock })
  else await createRace(db, { ...rules, startDate, endDate: new Date(startDate.getTime() + lasts * hour) }, { clock })
}

/** Does what an admin or a player may or may not be allowed to do just then. */
async function act(db: TransactionalDb, { kind, player }: Act, clock: ManualClock): Promise<void> {
  const accounts = await db.select().from(affiliateAccounts).orderBy(asc(affiliateAccounts.userId))
  const races = await db.select().from(wagerRaces).orderBy(asc(wagerRaces.id))
  const userId = accounts[player % Math.max(accounts.length, 1)]?.userId
  const raceId = races.findLast(({ status }) => status !== 'upcoming')?.id ?? races[0]?.id
  if (userId === undefined || raceId === undefined) return
  const named = { raceId, userId, by: userId, reason: 'because' }
  try {
    if (kind === 'join') await joinRace(db, { raceId, userId }, { clock })
    else if (kind === 'adjust') await adjustTotal(db, { ...named, amount: player % 2 ? '77.5' : '-500' }, { clock })
    else if (kind === 'disqualify') await disqualifyEntrant(db, named, { clock })
    else if (kind === 'reinstate') await reinstateEntrant(db, { raceId, userId }, { clock })
    else await decideEntrant(db, { ...named, kind }, { clock })
  } catch (error) {
    if (!isGoatedError(error)) throw error
  }
}

/** Tells a story to its end: every race that can be is completed. */
async function tell(db: TransactionalDb, told: Story, check: (when: string) => Promise<void>): Promise<void> {
  const clock = manualClock(new Date(start - 13 * hour))
  const cache = createAccountCache()
  for (const [index, poll] of arrivals(told).entries()) {
    if (poll.at > clock.now().getTime()) clock.set(new Date(poll.at))
    if (index === told.createdAfter) await create(db, told, clock)
    await advanceRaces(db, { clock })
    await storeReading(db, readingOf(poll), { projections, cache })
    for (const each of told.acts) if (each.afterPoll === index) await act(db, each, clock)
    await advanceRaces(db, { clock })
    await check(`reading ${index}`)
  }
  clock.set(new Date(start + 60 * hour))
  await tryInVain(db, clock)
  await advanceRaces(db, { clock })
  await check('the end')
}

/** A run in which the upstream did not answer: what lets a race end whose grace period is over. */
async function tryInVain(db: TransactionalDb, clock: ManualClock): Promise<void> {
  const [startedAt, finishedAt] = [clock.now(), clock.now()]
  await db.insert(ingestRuns).values({ source: 'casino', outcome: 'failed', reason: 'TIMEOUT', startedAt, finishedAt })
}

async function withDatabase(work: (database: TestDatabase) => Promise<void>): Promise<void> {
  const database = await testDatabase()
  try {
    await work(database)
  } finally {
    await database.close()
  }
}

describe('whatever the upstream, the rules and the admins do', () => {
  test('prizes fit the pool, ranks are in order, totals can be recomputed, races end once and go on', async () => {
    await fc.assert(
      fc.asyncProperty(story, (told) =>
        withDatabase(async ({ db }) => {
          const reached = new Map<number, number>()
          await tell(db, told, async (when) => {
            const races = await db.select({ id: wagerRaces.id, status: wagerRaces.status }).from(wagerRaces)
            for (const { id, status } of races) {
              const step = RACE_STATUSES.indexOf(status)
              expect(step, `race ${id} moved back at ${when}`).toBeGreaterThanOrEqual(reached.get(id) ?? 0)
              reached.set(id, step)
            }
            // Looking at everything takes longer than the rest together, so not after every reading.
            if (/[369]$|end/.test(when)) expect((await checkRaces(db)).violations, when).toEqual([])
          })
          for (const { id, status } of await db.select().from(wagerRaces)) {
            if (status !== 'completed') continue
            expect((await verifyRace(db, id, { digests: 'all' })).differences).toEqual([])
          }
        }),
      ),
      { numRuns: 12, interruptAfterTimeLimit: 60_000 },
    )
  }, 120_000)

  test('the same reading twice changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(story, fc.nat(polls - 1), (told, again) =>
        withDatabase(async ({ db }) => {
          await tell(db, told, async () => {})
          const before = await dumpTables(db, { except: ['ingest_runs'] })
          const repeated = readingOf(told.history[again] as HistoryPoll)
          const stored = await storeReading(db, { ...repeated, now: new Date(start + 99 * hour) }, { projections })
          expect(stored.outcome).not.toBe('ok')
          expect(stored.events).toEqual([])
          expect(await dumpTables(db, { except: ['ingest_runs'] })).toEqual(before)
        }),
      ),
      { numRuns: 6, interruptAfterTimeLimit: 60_000 },
    )
  }, 120_000)
})

// The embedded database is one session, in which nothing is ever at once.
describe.runIf(testEngine() === 'postgres')('two workers at once', () => {
  test('leave what one alone would', async () => {
    await fc.assert(
      fc.asyncProperty(story, async (told) => {
        const alone = await workers(1, told)
        const together = await workers(2, told)
        expect(together.dump).toEqual(alone.dump)
        expect(together.published).toEqual(alone.published)
      }),
      { numRuns: 6, interruptAfterTimeLimit: 60_000 },
    )
  }, 120_000)
})

/** Lets some workers take the same readings, each at its own pace, and dumps what is there in the end. */
async function workers(count: number, told: Story) {
  let result = { dump: {}, published: [] as string[] }
  await withDatabase(async ({ db }) => {
    await create(db, told, manualClock(new Date(start - 13 * hour)))
    // Before the workers, so that there is one however many they are.
    await tryInVain(db, manualClock(new Date(start + 60 * hour)))
    const events = await Promise.all(Array.from({ length: count }, () => work(db, told)))
    const published = events.flat().map(({ name, payload }) => JSON.stringify([name, payload]))
    result = { dump: await dumpTables(db, { comparable: true }), published: published.sort() }
  })
  return result
}

async function work(db: TransactionalDb, told: Story): Promise<RecordedEvent[]> {
  const clock = manualClock(new Date(start - 13 * hour))
  const cache = createAccountCache()
  const events: RecordedEvent[] = []
  for (const poll of told.history) {
    clock.set(new Date(poll.at))
    events.push(...(await advanceRaces(db, { clock })))
    events.push(...(await storeReading(db, readingOf(poll), { projections, cache })).events)
    events.push(...(await advanceRaces(db, { clock })))
  }
  clock.set(new Date(start + 60 * hour))
  events.push(...(await advanceRaces(db, { clock })))
  return events
}
