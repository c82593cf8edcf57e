import { storeReading } from '@goated/ingest'
import { parseAmount } from '@goated/schema'
import { historicalRaces, outboxEvents, racePayouts, wagerRaceParticipants, wagerRaces } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { asc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadStandings } from '../standings/load-standings.ts'
import { CASINO } from '../testing/casino.ts'
import { recordRaceTotals } from '../total/record-totals.ts'
import { advanceRaces } from './advance-races.ts'
import { completeRace } from './complete-race.ts'
import { createRace, createSeries } from './create-race.ts'

const start = new Date('2025-06-02T12:00:00Z')
const minute = 60_000

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.close())

/** Stores what the upstream shows `minutes` after the start of the race. */
function read(minutes: number, wagered: Record<string, string>, options: { complete?: boolean } = {}) {
  const at = new Date(start.getTime() + minutes * minute)
  const rows = Object.entries(wagered).map(([uid, amount]) => {
    const units = parseAmount(amount)
    return { uid, name: uid, allTime: units, month: null, week: null, today: null }
  })
  const totalUsers = options.complete === false ? rows.length + 1 : null
  const input = { source: { id: 'casino', commissionRate: 0n }, asOf: at, startedAt: at, now: at, totalUsers, rows }
  return storeReading(database.db, input, { projections: [recordRaceTotals] })
}

const rules = {
  prizePool: '100.00',
  prizeDistribution: [
    { from: 1, percent: '70' },
    { from: 2, percent: '30' },
  ],
  source: CASINO,
  graceSeconds: 3600,
}

function seriesOf20Minutes(clock: ReturnType<typeof manualClock>) {
  return createSeries(
    database.db,
    { ...rules, title: 'Sprint', type: 'custom', periodSeconds: 1200, anchorStart: start },
    { clock },
  )
}

const names = (events: { name: string }[]) => events.map(({ name }) => name)

describe('a race from its start to its archive', () => {
  test('starts, settles, pays the pool, is archived once and followed by the next', async () => {
    const { db } = database
    const clock = manualClock(new Date(start.getTime() - minute))
    const { race, events } = await seriesOf20Minutes(clock)
    expect(names(events)).toEqual(['race.created'])
    await read(-1, { ann: '100', bob: '5', cid: '0' })
    expect(await advanceRaces(db, { clock })).toEqual([])

    clock.set(start)
    expect(names(await advanceRaces(db, { clock }))).toEqual(['race.started'])
    await read(10, { ann: '130', bob: '65', cid: '0' })
    const live = await loadStandings(db, race.id)
    expect(live.entries.map(({ username, rank, amount, prize }) => [username, rank, amount, prize])).toEqual([
      ['bob', 1, parseAmount('60'), 7000n],
      ['ann', 2, parseAmount('30'), 3000n],
    ])

    clock.set(new Date(start.getTime() + 20 * minute))
    expect(names(await advanceRaces(db, { clock }))).toEqual(['race.settling', 'race.created', 'race.started'])
    expect(await completeRace(db, { raceId: race.id }, { clock })).toBeNull()
    await read(21, { ann: '150', bob: '70', cid: '0' })
    expect(names(await advanceRaces(db, { clock }))).toEqual(['race.completed'])
    expect(await advanceRaces(db, { clock })).toEqual([])

    const payouts = await db.select().from(racePayouts).orderBy(asc(racePayouts.place))
    expect(payouts.map(({ amount, status }) => [amount, status])).toEqual([
      [7000n, 'owed'],
      [3000n, 'owed'],
    ])
    const archives = await db.select().from(historicalRaces)
    expect(archives).toHaveLength(1)
    expect(archives[0]).toMatchObject({ raceId: race.id, month: 6, year: 2025, participantCount: 2 })
    expect(archives[0]?.totalWagered).toBe(parseAmount('90'))
    const standings = archives[0]?.participants.map(({ username, total, prize }) => [username, total, prize])
    // Rule 4: what was wagered after the last reading before the end is not interpolated.
    expect(standings).toEqual([
      ['bob', '60.00000000', '70.00'],
      ['ann', '30.00000000', '30.00'],
    ])
    const races = await db.select().from(wagerRaces).orderBy(asc(wagerRaces.id))
    expect(races.map(({ status, occurrence }) => [status, occurrence])).toEqual([
      ['completed', 0],
      ['live', 1],
    ])
    const recorded = await db.select().from(outboxEvents).orderBy(asc(outboxEvents.id))
    expect(names(recorded).filter((name) => name.startsWith('race.'))).toEqual([
      'race.created',
      'race.started',
      'race.settling',
      'race.created',
      'race.started',
      'race.completed',
    ])
    expect(recorded.filter(({ name }) => name === 'entrant.joined').map(({ payload }) => payload['raceId'])).toEqual([
      1, 2,
    ])
  })

  test('completes without a complete reading when the grace period is over, and says so', async () => {
    const { db } = database
    const clock = manualClock(start)
    const { race } = await createRace(
      db,
      { ...rules, title: 'Once', startDate: start, endDate: new Date(start.getTime() + 20 * minute) },
      { clock },
    )
    await read(0, { ann: '1' })
    await read(5, { ann: '4' })
    clock.set(new Date(start.getTime() + 21 * minute))
    await read(21, { ann: '9' }, { complete: false })
    expect(names(await advanceRaces(db, { clock }))).toEqual(['race.started', 'race.settling'])
    clock.advance(3600_000)
    await read(82, { ann: '9' }, { complete: false })
    expect(names(await advanceRaces(db, { clock }))).toEqual(['race.completed'])
    const [closed] = await db.select().from(wagerRaces).where(eq(wagerRaces.id, race.id))
    expect(closed).toMatchObject({ status: 'completed', closingReason: 'GRACE_PERIOD_ENDED', settledBy: null })
    const [payout] = await db.select().from(racePayouts)
    expect(payout?.amount).toBe(7000n)
  })

  test('catches up with everything that was missed while no worker ran', async () => {
    const { db } = database
    const clock = manualClock(start)
    await seriesOf20Minutes(clock)
    await read(-1, { ann: '10' })
    await read(5, { ann: '12' })
    clock.set(new Date(start.getTime() + 65 * minute))
    await read(65, { ann: '20' })
    await advanceRaces(db, { clock })
    const races = await db.select().from(wagerRaces).orderBy(asc(wagerRaces.id))
    expect(races.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed', 'live'])
    expect(await db.select().from(historicalRaces)).toHaveLength(3)
    const entrants = await db.select().from(wagerRaceParticipants).orderBy(asc(wagerRaceParticipants.raceId))
    // What was wagered while nobody looked falls to the race in which it was seen, with the bracket that says so.
    expect(entrants.map(({ raceId, totalWager, low, high }) => [raceId, totalWager, low, high])).toEqual([
      [1, parseAmount('2'), 0n, parseAmount('10')],
      [4, parseAmount('8'), 0n, parseAmount('8')],
    ])
  })

  test('an empty race is archived without prizes', async () => {
    const { db } = database
    const clock = manualClock(new Date(start.getTime() + 30 * minute))
    await createRace(
      db,
      {
        ...rules,
        title: 'Once',
        raceHistory: true,
        startDate: start,
        endDate: new Date(start.getTime() + 20 * minute),
      },
      { clock },
    )
    await read(-5, { ann: '1' })
    await read(25, { ann: '1' })
    await advanceRaces(db, { clock })
    const [archived] = await db.select().from(historicalRaces)
    expect(archived).toMatchObject({ participants: [], participantCount: 0, totalWagered: 0n })
    expect(await db.select().from(racePayouts)).toEqual([])
  })

  test('several workers at once move each race once', async () => {
    const { db } = database
    const clock = manualClock(start)
    await seriesOf20Minutes(clock)
    await read(0, { ann: '10', bob: '10' })
    await read(5, { ann: '12', bob: '11' })
    clock.set(new Date(start.getTime() + 22 * minute))
    await read(22, { ann: '20', bob: '15' })
    const moved = await Promise.all(Array.from({ length: 6 }, () => advanceRaces(db, { clock })))
    const count = (name: string) => moved.flat().filter((event) => event.name === name).length
    expect([count('race.settling'), count('race.created'), count('race.completed')]).toEqual([1, 1, 1])
    expect(await db.select().from(historicalRaces)).toHaveLength(1)
    expect(await db.select().from(racePayouts)).toHaveLength(2)
  })
})

describe('createRace', () => {
  const window = { startDate: start, endDate: new Date(start.getTime() + minute) }

  test.each([
    ['PRIZE_SHARES_EXCEED_POOL', [{ from: 1, percent: '103.5' }]],
    ['PRIZE_RANGES_GAP', [{ from: 2, percent: '1' }]],
  ])('refuses with %s and stores nothing', async (code, prizeDistribution) => {
    const create = createRace(database.db, { ...rules, ...window, title: 'Race', prizeDistribution })
    await expect(create).rejects.toMatchObject({ code })
    expect(await database.db.select().from(wagerRaces)).toEqual([])
    expect(await database.db.select().from(outboxEvents)).toEqual([])
  })

  test('names the field that is wrong', async () => {
    const create = createRace(database.db, { ...rules, ...window, title: 'Race', endDate: start })
    await expect(create).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      details: { issues: [{ path: 'endDate' }] },
    })
  })
})
