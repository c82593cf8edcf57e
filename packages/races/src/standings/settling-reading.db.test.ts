import { parseAmount, type TransactionalDb } from '@goated/schema'
import { affiliateStats, ingestRuns, raceSamples, wagerDecisions, wagerRaceParticipants } from '@goated/schema/tables'
import { testDatabase, type TestDatabase } from '@goated/testkit'
import { asc } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { CASINO } from '../testing/casino.ts'
import { enter, makeRace, RACE_END, RACE_START } from '../testing/field.ts'
import { settlingCandidates, settlingReading } from './settling-reading.ts'

const graceSeconds = 3600
const after = (seconds: number) => new Date(RACE_END.getTime() + seconds * 1000)

let database: TestDatabase
let db: TransactionalDb
let race: Awaited<ReturnType<typeof makeRace>>
let ids: Record<string, number>
// Two places are paid: ann's and bob's. All are listed but bob.
beforeEach(async () => {
  database = await testDatabase()
  ;({ db } = database)
  race = await makeRace(db, { graceSeconds, status: 'settling' })
  ids = await enter(db, race.id, [
    { uid: 'ann', total: '9', rank: 1 },
    { uid: 'bob', total: '5', rank: 2 },
    { uid: 'cid', total: '3', rank: 3 },
  ])
  await shows('ann', RACE_START, true)
  await shows('cid', RACE_START, true)
})
afterEach(() => database.close())

const shows = (uid: string, timestamp: Date, listed: boolean) =>
  db.insert(affiliateStats).values({ userId: ids[uid] ?? 0, timestamp, listed, wageredAllTime: 1n, source: CASINO.id })
const ran = (asOf: Date, fields: Partial<typeof ingestRuns.$inferInsert> = {}) =>
  db.insert(ingestRuns).values({
    source: CASINO.id,
    outcome: 'ok',
    complete: true,
    startedAt: asOf,
    finishedAt: asOf,
    asOf,
    ...fields,
  })
const confirmed = (effectiveFrom: Date, fields: Partial<typeof wagerDecisions.$inferInsert> = {}) =>
  db.insert(wagerDecisions).values({
    raceId: race.id,
    userId: ids['bob'] ?? 0,
    kind: 'confirm',
    effectiveFrom,
    reason: 'seen',
    createdAt: RACE_START,
    ...fields,
  })
const flagged = async () =>
  (await db.select().from(wagerRaceParticipants).orderBy(asc(wagerRaceParticipants.id)))
    .filter(({ flags }) => flags.includes('missing_at_settling'))
    .map(({ uid }) => uid)
const settles = async (asOf: Date | null) => settlingReading(db, race, asOf)

describe('a reading that lists all who are to be paid', () => {
  beforeEach(() => shows('bob', RACE_START, true))

  test('settles from the very end on', async () => {
    const justBefore = new Date(RACE_END.getTime() - 1)
    await ran(justBefore)
    await ran(RACE_END)
    expect(await settles(justBefore)).toBeNull()
    expect(await settles(RACE_END)).toEqual(RACE_END)
    expect(await settles(null)).toBeNull()
    expect(await flagged()).toEqual([])
  })

  test.each<[what: string, fields: Partial<typeof ingestRuns.$inferInsert>]>([
    ['a part', { complete: false }],
    ['of another source', { source: 'other' }],
    ['that failed', { outcome: 'failed' }],
  ])('does not settle where it is %s', async (_, fields) => {
    await ran(after(60), fields)
    expect(await settles(after(60))).toBeNull()
  })

  test('does not settle where it is for one race, and the source counts for all', async () => {
    await ran(after(60), { raceId: race.id })
    expect(await settles(after(60))).toBeNull()
  })

  test('does not settle where the newest is another, which is no whole one', async () => {
    await ran(after(60))
    await ran(after(120), { complete: false })
    expect(await settles(after(120))).toBeNull()
    expect(await settles(after(60))).toEqual(after(60))
  })
})

describe('a reading without somebody who is to be paid', () => {
  beforeEach(() => ran(after(60)))

  test('does not settle, and flags who is missing', async () => {
    await shows('bob', RACE_START, true)
    await shows('bob', after(60), false)
    expect(await settles(after(60))).toBeNull()
    expect(await flagged()).toEqual(['bob'])
    // Once more changes nothing; who is back is not flagged any more.
    expect(await settles(after(60))).toBeNull()
    expect(await flagged()).toEqual(['bob'])
    await ran(after(120))
    await shows('bob', after(120), true)
    expect(await settles(after(120))).toEqual(after(120))
    expect(await flagged()).toEqual([])
  })

  test('counts who was never listed as missing, and what comes later not at all', async () => {
    await shows('bob', after(61), true)
    expect(await settles(after(60))).toBeNull()
    expect(await flagged()).toEqual(['bob'])
  })

  test('is as good as another where the one who is missing is not paid', async () => {
    await shows('bob', RACE_START, true)
    await shows('cid', after(60), false)
    expect(await settles(after(60))).toEqual(after(60))
  })

  test('does not wait for who is below the minimum', async () => {
    race = { ...race, minWager: parseAmount('5.00000001') }
    expect(await settles(after(60))).toEqual(after(60))
  })

  test('settles from the very end of the grace period on, and keeps the flag', async () => {
    const last = after(graceSeconds - 1)
    await ran(last)
    expect(await settles(last)).toBeNull()
    await ran(after(graceSeconds))
    expect(await settles(after(graceSeconds))).toEqual(after(graceSeconds))
    expect(await flagged()).toEqual(['bob'])
  })

  test.each<[what: string, from: Date, fields: Partial<typeof wagerDecisions.$inferInsert>, settled: boolean]>([
    ['since it', after(60), {}, true],
    ['before it', new Date(after(60).getTime() - 1), {}, false],
    ['just before the next', new Date(after(120).getTime() - 1), {}, true],
    ['at the next', after(120), {}, false],
    ['in another way', after(60), { kind: 'accept' }, false],
  ])('confirmed %s', async (_, from, fields, settled) => {
    await ran(after(120))
    await confirmed(from, fields)
    expect(await settles(after(60))).toEqual(settled ? after(60) : null)
    expect(await flagged()).toEqual(settled ? [] : ['bob'])
  })

  test('is not confirmed by what was said of another race or another entrant', async () => {
    const other = await makeRace(db)
    await confirmed(after(60), { raceId: other.id })
    await confirmed(after(60), { userId: ids['ann'] ?? 0 })
    expect(await settles(after(60))).toBeNull()
  })

  test('is confirmed for all readings since the first, while nothing newer is there', async () => {
    await ran(after(120))
    await confirmed(after(60))
    expect(await settles(after(120))).toEqual(after(120))
  })
})

test('where the source is asked for the window, its own readings and samples count', async () => {
  race = { ...race, sourceClass: 'window' }
  const samples = (raceId: number, timestamp: Date, listed: boolean) =>
    db.insert(raceSamples).values([
      { raceId, userId: ids['ann'] ?? 0, timestamp, total: 1n },
      { raceId, userId: ids['bob'] ?? 0, timestamp, total: 1n, listed },
    ])
  await ran(after(60))
  expect(await settles(after(60))).toBeNull()
  await ran(after(60), { raceId: race.id })
  const other = await makeRace(db)
  await samples(other.id, after(58), true)
  await samples(race.id, after(55), false)
  expect(await settles(after(60))).toBeNull()
  expect(await flagged()).toEqual(['bob'])
  await ran(after(70), { raceId: race.id })
  await samples(race.id, after(70), true)
  expect(await settles(after(70))).toEqual(after(70))
})

test('flags of other kinds and of other races stay', async () => {
  const other = await makeRace(db)
  await enter(db, other.id, [{ uid: 'dan', total: '1', flags: ['missing_at_settling'] }])
  await db.update(wagerRaceParticipants).set({ flags: ['held', 'missing_at_settling'] })
  await shows('bob', RACE_START, true)
  await ran(RACE_END)
  expect(await settles(RACE_END)).toEqual(RACE_END)
  const rows = await db.select().from(wagerRaceParticipants).orderBy(asc(wagerRaceParticipants.id))
  expect(rows.map(({ flags }) => flags)).toEqual([['held'], ['held'], ['held'], ['held', 'missing_at_settling']])
})

test('candidates are the whole readings from the end up to the newest, in order', async () => {
  for (const seconds of [120, 60, 0, -1, 180]) await ran(after(seconds))
  await ran(after(90), { complete: false })
  expect(await settlingCandidates(db, race, after(120))).toEqual([after(0), after(60), after(120)])
  expect(await settlingCandidates(db, race, after(0))).toEqual([after(0)])
  expect(await settlingCandidates(db, race, new Date(RACE_END.getTime() - 1))).toEqual([])
})
