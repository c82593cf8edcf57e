import { createAccountCache } from '@goated/ingest'
import { parseAmount } from '@goated/schema'
import { affiliateAccounts, affiliateStats, racePayouts, users } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { disqualifyEntrant } from '../entrants/disqualify-entrant.ts'
import { advanceRaces } from '../lifecycle/advance-races.ts'
import { createRace } from '../lifecycle/create-race.ts'
import { DEFAULT_CALENDAR } from '../race/calendar.ts'
import { CASINO, readCasino, userIdOf } from '../testing/casino.ts'
import { listPlayerRaces } from './list-player-races.ts'
import { loadPlayerStats } from './load-player-stats.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.close())

const time = (text: string) => new Date(`2025-${text}:00Z`)
const read = (text: string, shown: Parameters<typeof readCasino>[2]) => readCasino(database.db, time(text), shown)
const stats = (now: string, more: object = {}) =>
  loadPlayerStats(database.db, {
    username: 'ANN',
    source: 'casino',
    calendar: DEFAULT_CALENDAR,
    now: time(now),
    ...more,
  })

describe('a player’s stats', () => {
  test('are the present counters with growth, commission and how they came about', async () => {
    const { db } = database
    await read('05-31T20:00', { ann: { allTime: '100', month: '100', week: '40', today: '8' } })
    await read('06-02T12:00', { ann: { allTime: '120', month: '20', week: '20', today: '20' } })
    // Nothing changed, and then she was not listed, and listed again: no points of their own.
    await read('06-02T13:00', { ann: { allTime: '120', month: '20', week: '20', today: '20' }, bob: '1' })
    await read('06-02T14:00', { bob: '1' })
    await read('06-02T15:00', { ann: { allTime: '120', month: '20', week: '20', today: '20' }, bob: '1' })
    await read('06-03T12:00', { ann: { allTime: '150', month: '50', week: '50', today: '30' }, bob: '1' })
    await read('06-03T12:15', { ann: { allTime: '150', month: '50', week: '50', today: '30' }, bob: '2' })
    const ann = await stats('06-03T12:20')
    expect(ann).toMatchObject({
      userId: await userIdOf(db, 'ann'),
      username: 'ann',
      nameHidden: false,
      uid: 'ann',
      firstSeen: time('05-31T20:00'),
      asOf: time('06-03T12:15'),
      missingSince: null,
      counters: { allTime: units('150'), month: units('50'), week: units('50'), today: units('30') },
      growth: { daily: '0.5000', weekly: null, monthly: null },
      // At the source's rate of 1 %: what May came to, and June so far.
      commission: { thisMonth: units('0.5'), total: units('1.5') },
    })
    expect(ann.series.map(({ at, allTime, today }) => [at, allTime, today])).toEqual([
      [time('05-31T20:00'), units('100'), units('8')],
      [time('06-02T12:00'), units('120'), units('20')],
      [time('06-03T12:00'), units('150'), units('30')],
    ])
    const part = await stats('06-03T12:20', { from: time('06-02T00:00'), to: time('06-02T23:00') })
    expect(part.series.map(({ at }) => at)).toEqual([time('06-02T12:00')])
    expect((await stats('06-03T12:20', { from: time('07-01T00:00') })).series).toEqual([])
  })

  test('have no counter of a period that is over', async () => {
    await read('06-01T20:00', { ann: { allTime: '100', month: '7', week: '6', today: '5' }, bob: '1' })
    // A new day, week and month is nothing that a reading shows of itself.
    const counters = async (now: string) => (await stats(now)).counters
    expect(await counters('06-01T23:00')).toMatchObject({ month: units('7'), week: units('6'), today: units('5') })
    expect(await counters('06-02T00:10')).toEqual({ allTime: units('100'), month: units('7'), week: null, today: null })
    await read('06-02T00:15', { ann: { allTime: '100', month: '7', week: '0', today: '0' }, bob: '1' })
    expect(await counters('06-02T00:20')).toMatchObject({ week: 0n, today: 0n })
    // Zero all day yesterday and shown today: still zero. Without a reading of today nobody knows.
    expect(await counters('06-03T00:10')).toMatchObject({ week: 0n, today: null })
    await read('06-03T00:15', { ann: { allTime: '100', month: '7', week: '0', today: '0' }, bob: '2' })
    expect(await counters('06-03T00:20')).toMatchObject({ month: units('7'), week: 0n, today: 0n })
  })

  test('count the commission of a month once, though who is gone keeps its counters', async () => {
    const bob = { allTime: '1', month: '1', week: '1', today: '1' }
    await read('05-31T20:00', { ann: { allTime: '100', month: '70', week: '6', today: '5' }, bob })
    await read('06-01T20:00', { bob })
    expect(await stats('06-02T20:00')).toMatchObject({
      missingSince: time('06-01T20:00'),
      commission: { thisMonth: 0n, total: units('0.7') },
    })
  })

  test('count every wager at the rate of its time', async () => {
    const { db } = database
    const shown = (allTime: string, month: string | null = allTime) => ({
      ann: month === null ? allTime : { allTime, month, week: '0', today: '0' },
    })
    const at = (percent: string, text: string, what: Record<string, string | { allTime: string }>) =>
      readCasino(db, time(text), what, { commissionRate: `0.0${percent}` })
    await at('1', '06-02T12:00', shown('100'))
    await at('2', '06-09T12:00', shown('200'))
    expect((await stats('06-09T13:00')).commission).toEqual({ thisMonth: units('3'), total: units('3') })
    // What was wagered after June's last reading is June's, and July's first reading proves how much it was.
    await at('2', '07-01T01:00', shown('250', '10'))
    expect((await stats('07-01T02:00')).commission).toEqual({ thisMonth: units('0.2'), total: units('4') })
    expect((await stats('06-30T23:00')).commission).toEqual({ thisMonth: units('3'), total: units('3') })
    // An account's own rate holds from the next reading on, whatever a worker remembers of the account.
    const cache = createAccountCache()
    await readCasino(db, time('07-02T12:00'), shown('350', '110'), { commissionRate: '0.02', cache })
    await db.update(affiliateAccounts).set({ commissionRate: units('0.05') })
    await readCasino(db, time('07-03T12:00'), shown('450', '210'), { commissionRate: '0.02', cache })
    expect((await stats('07-03T13:00')).commission).toEqual({ thisMonth: units('7.2'), total: units('11') })
    // A bet of the time before is voided: it goes at the rate at which it was counted.
    await at('2', '07-04T12:00', shown('430', '190'))
    expect((await stats('07-04T13:00')).commission).toEqual({ thisMonth: units('6.2'), total: units('10') })
  })

  test('count the same commission when a reading comes late', async () => {
    const { db } = database
    const shown = (amount: string) => ({ ann: { allTime: amount, month: amount, week: '0', today: '0' } })
    await readCasino(db, time('06-02T12:00'), shown('100'))
    await readCasino(db, time('06-04T12:00'), shown('200'), { commissionRate: '0.02' })
    await readCasino(db, time('06-03T12:00'), shown('150'), { commissionRate: '0.03' })
    expect((await stats('06-05T12:00')).commission).toEqual({ thisMonth: units('3'), total: units('3') })
    await readCasino(db, time('06-04T11:00'), shown('210'), { commissionRate: '0.03' })
    expect((await stats('06-05T12:00')).commission).toEqual({ thisMonth: units('3'), total: units('3') })
  })

  test('count what a newcomer wagered before the first reading of it', async () => {
    await read('06-02T12:00', { bob: '1' })
    await read('06-02T12:15', { ann: '75', bob: '1' })
    expect((await stats('06-02T13:00')).commission).toEqual({ thisMonth: units('0.75'), total: units('0.75') })
  })

  test('of a provider without counters are what it has', async () => {
    await read('06-01T20:00', { ann: '100' })
    await read('06-02T20:00', { ann: '101' })
    expect(await stats('06-02T21:00')).toMatchObject({
      counters: { allTime: units('101'), month: null, week: null, today: null },
      growth: { daily: null, weekly: null, monthly: null },
      // What was wagered before the first reading is not known to be of any month; the 1 after it is.
      commission: { thisMonth: units('0.01'), total: units('0.01') },
      series: { length: 2 },
    })
  })

  test('hold at most 120 points, the first and the last among them', async () => {
    const { db } = database
    await read('06-01T00:00', { ann: '100' })
    const userId = await userIdOf(db, 'ann')
    const first = time('06-01T00:00').getTime()
    const times = Array.from({ length: 300 }, (_, index) => new Date(first + index * index * 7000))
    await db.insert(affiliateStats).values(
      times.slice(1).map((timestamp, index) => ({
        userId,
        timestamp,
        wageredAllTime: units('101') + BigInt(index),
        source: 'casino',
      })),
    )
    const { series } = await stats('07-01T00:00')
    expect(series.length).toBeLessThanOrEqual(120)
    expect(series.length).toBeGreaterThan(60)
    expect([series[0]?.at, series.at(-1)?.at]).toEqual([times[0], times.at(-1)])
    const amounts = series.map(({ allTime }) => allTime)
    expect(amounts).toEqual([...new Set(amounts)])
  })

  test('are refused for who is unknown to the source', async () => {
    await read('06-01T20:00', { ann: '100' })
    const unknown = [{ username: 'bob' }, { username: 'ann', source: 'other' }, { username: undefined, userId: 77 }]
    for (const who of unknown)
      await expect(stats('06-01T21:00', who)).rejects.toMatchObject({ code: 'PLAYER_NOT_FOUND' })
    await expect(stats('06-01T21:00', { userId: 1 })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    expect(
      await stats('06-01T21:00', { username: undefined, userId: await userIdOf(database.db, 'ann') }),
    ).toMatchObject({ username: 'ann' })
  })
})

test('a player’s races, the latest first, with what they brought', async () => {
  const { db } = database
  const clock = manualClock(time('06-02T12:00'))
  await read('06-02T11:00', { ann: '10', bob: '10' })
  const shared = { source: CASINO, prizePool: '100', prizeDistribution: [{ from: 1, percent: '100' }] }
  const dates = { startDate: time('06-02T12:00'), endDate: time('06-02T13:00') }
  const won = await createRace(db, { ...shared, ...dates, title: 'Won' }, { clock })
  const thrownOut = await createRace(db, { ...shared, ...dates, title: 'Thrown out' }, { clock })
  await createRace(
    db,
    { ...shared, title: 'Live', currency: 'EUR', startDate: time('06-02T12:30'), endDate: time('06-02T14:00') },
    { clock },
  )
  await advanceRaces(db, { clock })
  await read('06-02T12:10', { ann: '20', bob: '11' })
  const ann = await userIdOf(db, 'ann')
  await disqualifyEntrant(db, { raceId: thrownOut.race.id, userId: ann, reason: 'x', by: ann }, { clock })
  clock.set(time('06-02T13:10'))
  await read('06-02T13:10', { ann: '25', bob: '12' })
  await advanceRaces(db, { clock })
  const { items, total } = await listPlayerRaces(db, { userId: ann })
  expect(items).toMatchObject([
    { title: 'Live', status: 'live', currency: 'EUR', rank: 1, total: units('5'), prize: null, archiveId: null },
    { title: 'Thrown out', status: 'completed', rank: null, total: units('10'), prize: null },
    { title: 'Won', raceId: won.race.id, status: 'completed', rank: 1, total: units('10'), prize: 10_000n },
  ])
  expect(items.map(({ archiveId }) => archiveId !== null)).toEqual([false, true, true])
  expect(total).toBe(3)
  expect((await listPlayerRaces(db, { userId: ann, limit: 1, offset: 1 })).items).toMatchObject([
    { title: 'Thrown out' },
  ])
  await db.update(racePayouts).set({ status: 'voided' }).where(eq(racePayouts.raceId, won.race.id))
  expect((await listPlayerRaces(db, { userId: ann })).items[2]?.prize).toBeNull()
  const [nobody] = await db.insert(users).values({ username: 'nobody' }).returning()
  expect(await listPlayerRaces(db, { userId: nobody?.id ?? 0 })).toEqual({ items: [], total: 0 })
})

function units(text: string): bigint {
  return parseAmount(text)
}
