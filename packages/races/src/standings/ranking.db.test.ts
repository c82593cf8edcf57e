import type { TransactionalDb } from '@goated/schema'
import { wagerRaceParticipants, wagerRaces } from '@goated/schema/tables'
import { testDatabase, type TestDatabase } from '@goated/testkit'
import { asc, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { compareStandings, type OrderedStanding, placesOf } from '../race/standing-order.ts'
import { enter, type Entered, makeRace, RACE_START } from '../testing/field.ts'
import { prizeContenders } from './prize-contenders.ts'
import { publishStandings } from './publish-standings.ts'
import { rankEntrants, type Significance } from './rank-entrants.ts'

let database: TestDatabase
let db: TransactionalDb
beforeEach(async () => {
  database = await testDatabase()
  ;({ db } = database)
})
afterEach(() => database.close())

const second = (count: number) => new Date(RACE_START.getTime() + count * 1000)
// Few totals and few moments, so that ties are the rule.
const field = fc.array(fc.record({ total: fc.nat(3), at: fc.nat(2), out: fc.boolean() }), { maxLength: 12 })
const tieRule = fc.constantFrom('split' as const, 'earliest' as const)
const asEntered = (told: readonly { total: number; at: number; out: boolean }[]): Entered[] =>
  told.map(({ total, at, out }, index) => ({
    uid: `p${index}`,
    total: String(total),
    reachedAt: second(at),
    disqualifiedAt: out ? RACE_START : null,
  }))
const asStandings = (told: readonly Entered[]): OrderedStanding[] =>
  told
    .filter(({ disqualifiedAt }) => disqualifiedAt === null)
    .map(({ uid, total = '0', reachedAt = RACE_START }) => ({
      uid,
      total: BigInt(total),
      reachedAt: reachedAt.getTime(),
    }))
    .sort(compareStandings)

async function ranksOf(raceId: number): Promise<Record<string, number | null>> {
  const rows = await db.select().from(wagerRaceParticipants).where(eq(wagerRaceParticipants.raceId, raceId))
  return Object.fromEntries(rows.map(({ uid, rank }) => [uid, rank]))
}

test('ranks in the database are the places of the one order, under either tie rule', async () => {
  await fc.assert(
    fc.asyncProperty(field, tieRule, async (told, ties) => {
      const entrants = asEntered(told)
      const race = await makeRace(db, { ties })
      await enter(db, race.id, entrants)
      const { moved } = await rankEntrants(db, race)
      const ordered = asStandings(entrants)
      const places = placesOf(ordered, ties)
      const out = entrants.filter(({ disqualifiedAt }) => disqualifiedAt !== null).map(({ uid }) => [uid, null])
      expect(await ranksOf(race.id)).toEqual(
        Object.fromEntries([...ordered.map(({ uid }, index) => [uid, places[index]]), ...out]),
      )
      expect(moved).toBe(ordered.length)
      expect(await rankEntrants(db, race)).toEqual({ moved: 0, significant: [] })
    }),
    { numRuns: 20 },
  )
})

test('contenders are all who may take a place: enough for all places, and all tied with the last', async () => {
  await fc.assert(
    fc.asyncProperty(field, fc.integer({ min: 1, max: 6 }), fc.bigInt(0n, 3n), async (told, places, minimum) => {
      const entrants = asEntered(told)
      const race = await makeRace(db)
      await enter(db, race.id, entrants)
      const minWager = minimum * 100_000_000n
      const found = await prizeContenders(db, { raceId: race.id, minWager, places })
      const able = asStandings(entrants).filter(({ total }) => total > 0n && total >= minimum)
      const last = able[Math.min(places, able.length) - 1]
      const expected = able.filter(({ total }) => last && total >= last.total)
      const show = ({ uid, reachedAt }: OrderedStanding, total: bigint) => `${uid} ${total} ${reachedAt}`
      expect(found.map((each) => show(each, each.total)).sort()).toEqual(
        expected.map((each) => show(each, each.total * 100_000_000n)).sort(),
      )
    }),
    { numRuns: 20 },
  )
})

test('contenders come with rank and user, and only those of the race', async () => {
  const race = await makeRace(db)
  const other = await makeRace(db)
  await enter(db, other.id, [{ uid: 'zed', total: '9', rank: 1 }])
  const { ann } = await enter(db, race.id, [{ uid: 'ann', total: '5.5', rank: 7, reachedAt: second(3) }])
  expect(await prizeContenders(db, { raceId: race.id, minWager: 550_000_000n, places: 1 })).toEqual([
    { userId: ann, uid: 'ann', rank: 7, total: 550_000_000n, reachedAt: second(3).getTime() },
  ])
  expect(await prizeContenders(db, { raceId: race.id, minWager: 550_000_001n, places: 1 })).toEqual([])
})

/** Ranks a race whose n-th best had a rank before, and says which changes are news: `now<before`. */
async function news(before: readonly (number | null)[], significance: Partial<Significance>): Promise<string[]> {
  const race = await makeRace(db)
  await enter(
    db,
    race.id,
    before.map((rank, index) => ({ uid: `p${index}`, total: String(before.length - index), rank })),
  )
  const { significant } = await rankEntrants(db, race, { top: 0, paid: 0, places: 0, ...significance })
  return significant.map(({ rank, previousRank }) => `${rank}<${previousRank ?? 'new'}`)
}

/** The best hundred and some, each where it was, but for some. */
const hundreds = (changed: Readonly<Record<number, number>>): number[] =>
  Array.from({ length: 106 }, (_, index) => changed[index + 1] ?? index + 1)

describe('a change of rank is news', () => {
  test.each<[what: string, before: (number | null)[], Partial<Significance>, expected: string[]]>([
    ['that enters or leaves the best so many', [1, 4, 2, 3], { top: 3 }, ['2<4', '4<3']],
    ['not of who stays among them or outside', [2, 1, 4, 3], { top: 2 }, []],
    ['of who is new among them', [null, 1, 2, null], { top: 2 }, ['1<new', '3<2']],
    ['that enters or leaves the paid places', [1, 4, 2, 3], { paid: 3 }, ['2<4', '4<3']],
    ['not beyond the paid ones', [1, 2, 4, 3], { paid: 2 }, []],
    ['of so many places', [3, 1, 2, 4], { places: 2 }, ['1<3']],
    ['not of fewer', [3, 1, 2, 4], { places: 3 }, []],
    ['not of new ones for their places', [null, 1], { places: 1 }, ['2<1']],
    ['never for no places at all', [2, 1], { places: 0 }, []],
    ['to the hundredth', hundreds({ 100: 102 }), { places: 2 }, ['100<102']],
    ['from the hundredth', hundreds({ 102: 100 }), { places: 2 }, ['102<100']],
    ['not behind it', hundreds({ 101: 103 }), { places: 2 }, []],
  ])('%s', async (_, before, significance, expected) => {
    expect(await news(before, significance)).toEqual(expected)
  })

  test('of the best first, and of who was there first among equals', async () => {
    expect(await news([5, 6, 1, 2], { top: 2 })).toEqual(['1<5', '3<1', '2<6', '4<2'])
  })

  test('not of who wagered nothing, unless a wager was taken back', async () => {
    const race = await makeRace(db)
    const { was } = await enter(db, race.id, [
      { uid: 'ann', rank: 3 },
      { uid: 'nil', rank: 2, wagerHistory: [[1, '0.00000000']] },
      {
        uid: 'was',
        rank: 2,
        wagerHistory: [
          [1, '5'],
          [2, '0'],
        ],
      },
    ])
    expect(await rankEntrants(db, race, { top: 1, paid: 0, places: 0 })).toEqual({
      moved: 3,
      significant: [{ userId: was, rank: 1, previousRank: 2 }],
    })
  })

  test('also of who is disqualified', async () => {
    const race = await makeRace(db)
    const { ann, bob } = await enter(db, race.id, [
      { uid: 'ann', total: '9', rank: 1, disqualifiedAt: RACE_START },
      { uid: 'bob', total: '5', rank: 2 },
    ])
    expect(await rankEntrants(db, race, { top: 1, paid: 0, places: 0 })).toEqual({
      moved: 2,
      significant: [
        { userId: ann, rank: null, previousRank: 1 },
        { userId: bob, rank: 1, previousRank: 2 },
      ],
    })
  })
})

describe('publishing standings', () => {
  const publish = async (
    fields: Partial<typeof wagerRaces.$inferInsert>,
    change: { joined?: number[]; asOf: Date | null },
    before: readonly (number | null)[] = [],
    options = {},
  ) => {
    const race = await makeRace(db, fields)
    await enter(
      db,
      race.id,
      before.map((rank, index) => ({ uid: `p${index}`, total: String(before.length - index), rank })),
    )
    const events = await publishStandings(db, race, { joined: [], now: second(99), ...change }, options)
    const [stored] = await db.select().from(wagerRaces).where(eq(wagerRaces.id, race.id)).orderBy(asc(wagerRaces.id))
    return { events, stored, raceId: race.id }
  }

  test.each([
    [null, null, null],
    [null, second(5), second(5)],
    [second(5), null, second(5)],
    [second(5), second(6), second(6)],
    [second(6), second(5), second(6)],
  ])('after %s, a reading of %s is as of %s', async (before, now, expected) => {
    const { stored, events, raceId } = await publish({ asOf: before, version: 4 }, { asOf: now })
    expect(stored).toMatchObject({ asOf: expected, version: 5, updatedAt: second(99), settledBy: null })
    expect(events).toEqual([
      {
        name: 'standings.updated',
        payload: { raceId, version: 5, asOf: expected?.toISOString() ?? null, moved: 0 },
      },
    ])
  })

  test('names who joined, and every significant change', async () => {
    const { events, raceId } = await publish({ version: 4 }, { asOf: second(5), joined: [7, 8] }, [2, 1], { top: 1 })
    expect(events.map(({ name }) => name)).toEqual([
      'standings.updated',
      'entrant.joined',
      'rank.changed',
      'rank.changed',
    ])
    expect(events[0]?.payload).toMatchObject({ moved: 2 })
    expect(events[1]?.payload).toEqual({ raceId, userIds: [7, 8] })
    expect(events[2]?.payload).toMatchObject({ raceId, rank: 1, previousRank: 2, version: 5 })
  })

  // By default of the ten best, of ten places, and of the paid places, however many they are.
  const eleventh = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 10]
  const paysTo = (to: number) => ({ prizeDistribution: [{ from: 1, to, percent: '1' }] })
  const newsOf = async (...parameters: Parameters<typeof publish>) =>
    (await publish(...parameters)).events.filter(({ name }) => name === 'rank.changed').length
  test('looks at the best ten unless told', async () => {
    expect(await newsOf({}, { asOf: null }, eleventh, { places: 0 })).toBe(2)
    expect(await newsOf({}, { asOf: null }, [...eleventh.slice(0, 9), 10, 12, 11], { places: 0 })).toBe(0)
    expect(await newsOf({}, { asOf: null }, eleventh, { top: 9, places: 0 })).toBe(0)
  })
  test('looks at moves of ten places unless told', async () => {
    const moved = (by: number) => [...Array.from({ length: 10 }, (_, index) => index + 1), 11 + by]
    expect(await newsOf({}, { asOf: null }, moved(10))).toBe(1)
    expect(await newsOf({}, { asOf: null }, moved(9))).toBe(0)
    expect(await newsOf({}, { asOf: null }, moved(9), { places: 9 })).toBe(1)
  })
  test('always looks at the paid places, of which the last range has the last', async () => {
    const options = { top: 0, places: 0 }
    expect(await newsOf(paysTo(10), { asOf: null }, eleventh, options)).toBe(2)
    expect(await newsOf(paysTo(9), { asOf: null }, eleventh, options)).toBe(0)
    const single = Array.from({ length: 10 }, (_, index) => ({ from: index + 1, percent: '1' }))
    expect(await newsOf({ prizeDistribution: single }, { asOf: null }, eleventh, options)).toBe(2)
    expect(await newsOf({ prizeDistribution: [] }, { asOf: null }, eleventh, options)).toBe(0)
  })
})
