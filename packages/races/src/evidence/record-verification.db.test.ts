import { affiliateStats, historicalRaces, outboxEvents, raceVerifications } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { and, asc, eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { advanceRaces } from '../lifecycle/advance-races.ts'
import { createRace } from '../lifecycle/create-race.ts'
import { CASINO, readCasino, userIdOf } from '../testing/casino.ts'
import { loadRaceVerification } from './load-verification.ts'
import { recordVerification, verifyNewArchives } from './record-verification.ts'

const start = new Date('2025-06-02T12:00:00Z')
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000)
const clock = manualClock(start)

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
  clock.set(at(-1))
})
afterEach(() => database.close())

/** Archives races that end at these minutes, in this order; returns their ids. */
async function archiveRaces(...ends: number[]): Promise<number[]> {
  const { db } = database
  await readCasino(db, at(-1), { ann: '100', bob: '5' })
  const raceIds: number[] = []
  for (const end of ends) {
    const rules = { title: `Until ${end}`, source: CASINO, prizePool: '100', startDate: start, endDate: at(end) }
    const prizeDistribution = [{ from: 1, percent: '100' }]
    raceIds.push((await createRace(db, { ...rules, prizeDistribution }, { clock })).race.id)
  }
  clock.set(start)
  await advanceRaces(db, { clock })
  await readCasino(db, at(5), { ann: '130', bob: '65' })
  clock.set(at(Math.max(...ends)))
  await readCasino(db, clock.now(), { ann: '140', bob: '65' })
  await advanceRaces(db, { clock })
  return raceIds
}

async function archiveOne(): Promise<{ raceId: number; archiveId: number }> {
  const [raceId = 0] = await archiveRaces(10)
  const [archive] = await database.db.select().from(historicalRaces)
  return { raceId, archiveId: archive?.id ?? 0 }
}

/** Changes by hand what a reading stored of Bob. */
async function setSample(from: bigint, to: bigint): Promise<void> {
  const { db } = database
  const ofBob = eq(affiliateStats.userId, await userIdOf(db, 'bob'))
  await db
    .update(affiliateStats)
    .set({ wageredAllTime: to })
    .where(and(ofBob, eq(affiliateStats.wageredAllTime, from)))
}

const units = (amount: number) => BigInt(amount) * 10n ** 8n

async function verifiedEvents() {
  const found = await database.db
    .select()
    .from(outboxEvents)
    .where(eq(outboxEvents.name, 'race.verified'))
    .orderBy(asc(outboxEvents.id))
  return found.map(({ payload }) => payload)
}

describe('recordVerification', () => {
  test('keeps that an untouched race was found in order, and tells of it', async () => {
    const { db } = database
    const { raceId, archiveId } = await archiveOne()
    clock.set(at(30))
    const { verification, events } = await recordVerification(db, { raceId }, { clock })
    expect(verification).toMatchObject({ ok: true, differences: [] })
    expect(events).toEqual([{ id: expect.any(String), name: 'race.verified', payload: { raceId, ok: true } }])
    expect(await verifiedEvents()).toEqual([{ raceId, ok: true }])
    const [archive] = await db.select().from(historicalRaces)
    const { chain } = (archive?.metadata['evidence'] ?? {}) as { chain?: string }
    expect(chain).toMatch(/^[0-9a-f]{64}$/)
    expect(await loadRaceVerification(db, { archiveId })).toEqual({
      raceId,
      title: 'Until 10',
      ok: true,
      verifiedAt: at(30),
      counts: { entrants: 2, samples: 5, readings: 3, digests: 3, payouts: 1 },
      differences: [],
      truncated: false,
      chain,
    })
  })

  test('keeps what is wrong when a stored sample was changed, and each time the latest', async () => {
    const { db } = database
    const { raceId, archiveId } = await archiveOne()
    await recordVerification(db, { raceId }, { clock })
    clock.set(at(40))
    expect((await recordVerification(db, { raceId }, { clock })).events).toEqual([])
    expect(await loadRaceVerification(db, { archiveId })).toMatchObject({ ok: true, verifiedAt: at(40) })

    await setSample(units(65), units(64))
    clock.set(at(50))
    const broken = await recordVerification(db, { raceId }, { clock })
    expect(broken.events.map(({ payload }) => payload)).toEqual([{ raceId, ok: false }])
    const stored = await loadRaceVerification(db, { archiveId })
    expect(stored).toMatchObject({ ok: false, verifiedAt: at(50), truncated: false })
    expect(stored.differences).toContain('total: uid bob, total: expected 59.00000000, found 60.00000000')
    expect((await recordVerification(db, { raceId }, { clock })).events).toEqual([])

    await setSample(units(64), units(65))
    await recordVerification(db, { raceId }, { clock })
    expect(await loadRaceVerification(db, { archiveId })).toMatchObject({ ok: true, differences: [] })
    expect((await verifiedEvents()).map(({ ok }) => ok)).toEqual([true, false, true])
    expect(await db.select().from(raceVerifications)).toHaveLength(1)
  })

  test('keeps twenty differences and says that there are more', async () => {
    const { db } = database
    const { raceId, archiveId } = await archiveOne()
    await db.execute(sql`
      update goated.historical_races set participants = participants || (
        select jsonb_agg(participants -> 0 || jsonb_build_object('userId', 1000 + n, 'uid', 'made up ' || n))
        from generate_series(1, 30) as n)`)
    const { verification } = await recordVerification(db, { raceId }, { clock })
    expect(verification.differences).toHaveLength(20)
    const stored = await loadRaceVerification(db, { archiveId })
    expect([stored.ok, stored.differences.length, stored.truncated]).toEqual([false, 20, true])
  })

  test('several at once store one result and tell of it once', async () => {
    const { db } = database
    const { raceId } = await archiveOne()
    const both = await Promise.all([1, 2, 3].map(() => recordVerification(db, { raceId }, { clock })))
    expect(both.map(({ verification }) => verification.ok)).toEqual([true, true, true])
    expect(both.flatMap(({ events }) => events)).toHaveLength(1)
    expect(await verifiedEvents()).toEqual([{ raceId, ok: true }])
  })

  test('stores nothing of a race that is not archived', async () => {
    const { db } = database
    const rules = { title: 'Open', source: CASINO, prizePool: '100', startDate: start, endDate: at(10) }
    const { race } = await createRace(db, { ...rules, prizeDistribution: [{ from: 1, percent: '100' }] }, { clock })
    const record = (raceId: number) => recordVerification(db, { raceId }, { clock })
    await expect(record(race.id)).rejects.toMatchObject({ code: 'RACE_NOT_ARCHIVED' })
    await expect(record(99)).rejects.toMatchObject({ code: 'RACE_NOT_FOUND' })
    await expect(record(0)).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    expect(await db.select().from(raceVerifications)).toEqual([])
  })
})

describe('loadRaceVerification', () => {
  test('tells an archive that was not verified yet from one that is not there', async () => {
    const { archiveId } = await archiveOne()
    const load = (id: number) => loadRaceVerification(database.db, { archiveId: id })
    await expect(load(archiveId)).rejects.toMatchObject({ code: 'VERIFICATION_NOT_FOUND' })
    await expect(load(archiveId + 1)).rejects.toMatchObject({ code: 'HISTORICAL_RACE_NOT_FOUND' })
    await expect(load(0)).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })
})

describe('verifyNewArchives', () => {
  const verifiedRaces = async (most: number) =>
    (await verifyNewArchives(database.db, { most }, { clock })).map(({ payload }) => payload['raceId'])

  test('verifies each archive once, the latest first', async () => {
    const [first, second, third] = await archiveRaces(10, 30, 20)
    expect(await verifiedRaces(2)).toEqual([second, third])
    expect(await verifiedRaces(2)).toEqual([first])
    expect(await verifiedRaces(2)).toEqual([])
    expect(await database.db.select().from(raceVerifications)).toHaveLength(3)
  })

  test('several at once verify all of them, and tell once of each', async () => {
    const raceIds = await archiveRaces(10, 20, 30)
    const told = (await Promise.all([verifiedRaces(3), verifiedRaces(3)])).flat()
    expect(told).toHaveLength(3)
    expect(new Set(told)).toEqual(new Set(raceIds))
    const stored = await database.db.select().from(raceVerifications)
    expect(stored.map(({ ok }) => ok)).toEqual([true, true, true])
  })

  test('goes on after an archive that cannot be read', async () => {
    const { db } = database
    const [first, second] = await archiveRaces(10, 20)
    await db
      .update(historicalRaces)
      .set({ metadata: sql`jsonb_set(${historicalRaces.metadata}, '{rules,minWager}', '"much"')` })
      .where(eq(historicalRaces.raceId, second ?? 0))
    const failed: number[] = []
    const onError = (_error: unknown, raceId: number) => failed.push(raceId)
    const events = await verifyNewArchives(db, { most: 5 }, { clock, onError })
    expect(failed).toEqual([second])
    expect(events.map(({ payload }) => payload)).toEqual([{ raceId: first, ok: true }])
    await expect(verifyNewArchives(db, { most: 5 }, { clock })).rejects.toMatchObject({ code: 'ARCHIVE_UNREADABLE' })
  })
})
