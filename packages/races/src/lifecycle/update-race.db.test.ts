import { parseAmount } from '@goated/schema'
import { outboxEvents, wagerRaceParticipants, wagerRaces } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { asc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { joinRace } from '../entrants/join-race.ts'
import { loadStandings } from '../standings/load-standings.ts'
import { CASINO, readCasino, userIdOf } from '../testing/casino.ts'
import { advanceRaces } from './advance-races.ts'
import { createRace, createSeries } from './create-race.ts'
import type { UpdateRaceInput } from './inputs.ts'
import { updateRace } from './update-race.ts'

const start = new Date('2025-06-02T12:00:00Z')
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000)
const clock = manualClock(start)

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
  clock.set(at(-30))
})
afterEach(() => database.close())

const rules = {
  title: 'Race',
  prizePool: '100.00',
  prizeDistribution: [
    { from: 1, percent: '70' },
    { from: 2, percent: '30' },
  ],
  source: CASINO,
}
const create = async (more: object = {}) =>
  (await createRace(database.db, { ...rules, startDate: start, endDate: at(60), ...more }, { clock })).race
const update = (raceId: number, fields: Omit<UpdateRaceInput, 'raceId'>) =>
  updateRace(database.db, { raceId, ...fields }, { clock })
const names = (events: { name: string }[]) => events.map(({ name }) => name)

describe('an upcoming race', () => {
  test('can change all of its rules; what equals what is stored is no change', async () => {
    const { id, version } = await create({ description: 'Soon' })
    clock.advance(60_000)
    const { race, changed, events } = await update(id, {
      title: 'Race',
      description: null,
      prizePool: '250',
      minWager: '0.00000000',
      prizeDistribution: [{ from: 1, to: 1, amount: '250' }],
      ties: 'earliest',
      endDate: at(120),
      startDate: start.toISOString(),
    })
    expect(changed.sort()).toEqual(['description', 'endDate', 'prizeDistribution', 'prizePool', 'ties'])
    expect(race).toMatchObject({ description: null, prizePool: 25_000n, endDate: at(120), updatedAt: clock.now() })
    expect(names(events)).toEqual(['race.updated', 'standings.updated'])
    expect(events[0]?.payload).toEqual({ raceId: id, fields: expect.arrayContaining(['prizePool', 'ties']) })
    expect(race.version).toBe(version + 1)
    expect((await database.db.select().from(wagerRaces))[0]).toEqual(race)
  })

  test('that nothing is changed of stays as it is', async () => {
    const race = await create()
    const same = {
      title: 'Race',
      prizeDistribution: [
        { from: 1, to: 1, percent: '70' },
        { from: 2, percent: '30' },
      ],
    }
    expect(await update(race.id, same)).toEqual({ race, changed: [], events: [] })
    const recorded = await database.db.select().from(outboxEvents)
    expect(names(recorded)).toEqual(['race.created'])
  })

  test.each([
    [{ prizePool: '50' }, 'PRIZE_SHARES_EXCEED_POOL'],
    [{ prizeDistribution: [{ from: 1, amount: '100.01' }] }, 'PRIZE_SHARES_EXCEED_POOL'],
    [{ prizeDistribution: [{ from: 2, amount: '1' }] }, 'PRIZE_RANGES_GAP'],
    [{ endDate: start }, 'INPUT_INVALID'],
    [{ startDate: at(60) }, 'INPUT_INVALID'],
    [{}, 'INPUT_INVALID'],
    [{ source: 'other' }, 'INPUT_INVALID'],
    [{ status: 'live' }, 'INPUT_INVALID'],
  ])('refuses %j with %s and stores nothing', async (fields, code) => {
    const race = await create({ prizeDistribution: [{ from: 1, amount: '60' }] })
    await expect(update(race.id, fields as never)).rejects.toMatchObject({ code })
    expect(await database.db.select().from(wagerRaces)).toEqual([race])
  })

  test('names the field that does not fit those that stay', async () => {
    const race = await create()
    const issues = (path: string) => ({ code: 'INPUT_INVALID', details: { issues: [{ path }] } })
    await expect(update(race.id, { startDate: at(90) })).rejects.toMatchObject(issues('startDate'))
    await expect(update(race.id, { endDate: at(-1) })).rejects.toMatchObject(issues('endDate'))
    const window = await create({
      source: {
        id: 'casino',
        class: 'window',
        window: { inclusive: false, granularity: 'second', timeZone: 'UTC', maxDays: null },
      },
    })
    await expect(update(window.id, { joinPolicy: 'opt_in' })).rejects.toMatchObject(issues('joinPolicy'))
    await expect(update(99, { title: 'x' })).rejects.toMatchObject({ code: 'RACE_NOT_FOUND' })
  })

  test('that is moved into the past has the totals of its new window', async () => {
    const { db } = database
    const { id } = await create()
    await readCasino(db, at(-25), { ann: '100' })
    await readCasino(db, at(-15), { ann: '130' })
    await readCasino(db, at(-5), { ann: '150' })
    clock.set(at(-4))
    await expect(update(id, { startDate: at(-15) })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      details: { issues: [{ path: 'startDate' }] },
    })
    const { race, events } = await update(id, { startDate: at(-15), raceHistory: true })
    expect(names(events)).toEqual(['race.updated', 'standings.updated', 'entrant.joined', 'rank.changed'])
    expect(race.asOf).toEqual(at(-5))
    const { entries, version } = await loadStandings(db, id)
    expect(entries.map(({ username, amount }) => [username, amount])).toEqual([['ann', parseAmount('20')]])
    expect(version).toBe(race.version)
    await advanceRaces(db, { clock })
    await expect(update(id, { startDate: at(-20) })).rejects.toMatchObject({ code: 'RACE_RULES_FIXED' })
  })

  test('that is put off lets nobody reach anything before it starts', async () => {
    const { db } = database
    await readCasino(db, at(-31), { ann: '1' })
    const { id } = await create({ joinPolicy: 'opt_in' })
    await joinRace(db, { raceId: id, userId: await userIdOf(db, 'ann') }, { clock })
    await update(id, { startDate: at(30) })
    expect(await db.select().from(wagerRaceParticipants)).toMatchObject([{ joinedAt: at(-30), reachedAt: at(30) }])
  })
})

describe('a race that has begun', () => {
  test('can change its texts and grace period, and nothing that entrants were promised', async () => {
    const { db } = database
    const { id } = await create()
    clock.set(start)
    const fixed = () => update(id, { title: 'Sprint', prizePool: '1', endDate: at(90), minWager: '5' })
    const refusal = { code: 'RACE_RULES_FIXED', details: { fields: ['prizePool', 'minWager', 'endDate'] } }
    // Whether a worker has noticed that it has begun makes no difference.
    await expect(fixed()).rejects.toMatchObject(refusal)
    await advanceRaces(db, { clock })
    await expect(fixed()).rejects.toMatchObject(refusal)
    const texts = { title: 'Sprint', rules: 'Be fair.', description: 'Now', graceSeconds: 60, prizePool: '100' }
    const { race, changed, events } = await update(id, texts)
    expect(changed.sort()).toEqual(['description', 'graceSeconds', 'rules', 'title'])
    expect(race).toMatchObject({ status: 'live', title: 'Sprint', graceSeconds: 60, prizePool: 10_000n })
    expect(names(events)).toEqual(['race.updated'])
    clock.set(at(61))
    await advanceRaces(db, { clock })
    await expect(update(id, { title: 'Late' })).rejects.toMatchObject({ code: 'RACE_NOT_OPEN' })
  })
})

test('a race of a series keeps its window, and its successor the rules of the series', async () => {
  const { db } = database
  const { race } = await createSeries(
    db,
    { ...rules, type: 'custom', periodSeconds: 3600, anchorStart: start },
    { clock },
  )
  await expect(update(race.id, { startDate: at(5), title: 'x' })).rejects.toMatchObject({
    code: 'RACE_RULES_FIXED',
    details: { fields: ['startDate'] },
  })
  await update(race.id, { prizePool: '900' })
  clock.set(at(61))
  await advanceRaces(db, { clock })
  const races = await db
    .select()
    .from(wagerRaces)
    .where(eq(wagerRaces.seriesId, race.seriesId ?? 0))
    .orderBy(asc(wagerRaces.id))
  expect(races.map(({ prizePool, startDate }) => [prizePool, startDate])).toEqual([
    [90_000n, start],
    [10_000n, at(60)],
  ])
})

test('an update and a start at the same time are one after the other', async () => {
  const { db } = database
  const { id } = await create()
  const later = manualClock(start)
  const [updated] = await Promise.allSettled([update(id, { prizePool: '500' }), advanceRaces(db, { clock: later })])
  const [race] = await db.select().from(wagerRaces)
  expect(race?.status).toBe('live')
  expect(race?.prizePool).toBe(updated.status === 'fulfilled' ? 50_000n : 10_000n)
})
