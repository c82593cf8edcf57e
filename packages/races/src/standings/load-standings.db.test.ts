import { formatAmount, parseAmount, type TransactionalDb } from '@goated/schema'
import { racePayouts, users } from '@goated/schema/tables'
import { testDatabase, type TestDatabase } from '@goated/testkit'
import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { allocatePrizes } from '../prizes/allocation.ts'
import { compareStandings } from '../race/standing-order.ts'
import { enter, makeRace, RACE_START } from '../testing/field.ts'
import { loadStandings } from './load-standings.ts'
import { rankEntrants } from './rank-entrants.ts'

let database: TestDatabase
let db: TransactionalDb
beforeEach(async () => {
  database = await testDatabase()
  ;({ db } = database)
})
afterEach(() => database.close())

const second = (count: number) => new Date(RACE_START.getTime() + count * 1000)
const cents = (text: string) => parseAmount(text, { decimals: 2 })
type Race = NonNullable<Parameters<typeof makeRace>[1]>

/** Who would get what if the race ended now; `total@second` for each entrant, `-` before it for the disqualified. */
async function foreseen(fields: Race, told: Readonly<Record<string, string>>): Promise<Record<string, string>> {
  const race = await makeRace(db, fields)
  await enter(
    db,
    race.id,
    Object.entries(told).map(([uid, shown]) => {
      const [total = '0', at = '0'] = shown.replace('-', '').split('@')
      return {
        uid,
        total,
        reachedAt: second(Number.parseInt(at, 10)),
        disqualifiedAt: shown.startsWith('-') ? RACE_START : null,
      }
    }),
  )
  await rankEntrants(db, race)
  const { entries } = await loadStandings(db, race.id)
  return Object.fromEntries(entries.map(({ uid, prize }) => [uid, formatAmount(prize, 2)]))
}

describe('prizes that are foreseen', () => {
  const level = { a: '5@2', b: '5@1', c: '3@1' }
  test.each<[what: string, Race, Readonly<Record<string, string>>, Record<string, string>]>([
    ['split among equals', { ties: 'split' }, level, { a: '50.00', b: '50.00', c: '0.00' }],
    ['go to the earliest where the race says so', { ties: 'earliest' }, level, { b: '60.00', a: '40.00', c: '0.00' }],
    ['leave out who wagered nothing', {}, { a: '5', b: '0', c: '0' }, { a: '60.00', b: '0.00', c: '0.00' }],
    ['leave out the disqualified', {}, { a: '-9', b: '5', c: '3' }, { b: '60.00', c: '40.00' }],
    [
      'leave out who is below the minimum',
      { minWager: parseAmount('5') },
      { a: '5', b: '4.99999999' },
      { a: '60.00', b: '0.00' },
    ],
    ['keep what nobody claims', { unclaimed: 'retain' }, { a: '5' }, { a: '60.00' }],
    ['spread what nobody claims where the race says so', { unclaimed: 'redistribute' }, { a: '5' }, { a: '100.00' }],
    ['are there while the race settles', { status: 'settling' }, { a: '5' }, { a: '60.00' }],
    ['are there before it starts', { status: 'upcoming' }, { a: '5' }, { a: '60.00' }],
    ['are none once it is over', { status: 'completed' }, { a: '5' }, { a: '0.00' }],
    ['are none where it was cancelled', { status: 'cancelled' }, { a: '5' }, { a: '0.00' }],
  ])('%s', async (_, fields, told, expected) => {
    expect(await foreseen(fields, told)).toEqual(expected)
  })

  test('are those that the race would pay, and the rows stand in the one order', async () => {
    const entrant = fc.record({ total: fc.integer({ min: 1, max: 3 }), at: fc.nat(2) })
    await fc.assert(
      fc.asyncProperty(
        fc.array(entrant, { maxLength: 8 }),
        fc.constantFrom('split' as const, 'earliest' as const),
        fc.constantFrom('retain' as const, 'redistribute' as const),
        async (told, ties, unclaimed) => {
          const standings = told
            .map(({ total, at }, index) => ({
              uid: `p${index}`,
              total: BigInt(total),
              reachedAt: second(at).getTime(),
            }))
            .sort(compareStandings)
          const found = await foreseen(
            { ties, unclaimed },
            Object.fromEntries(told.map(({ total, at }, index) => [`p${index}`, `${total}@${at}`])),
          )
          const distribution = [
            { from: 1, percent: '60' },
            { from: 2, percent: '40' },
          ]
          const paid = new Map(
            allocatePrizes({ pool: 10_000n, distribution, ties, unclaimed, standings }).map(({ standing, amount }) => [
              standing.uid,
              amount,
            ]),
          )
          expect(Object.entries(found)).toEqual(standings.map(({ uid }) => [uid, formatAmount(paid.get(uid) ?? 0n, 2)]))
        },
      ),
      { numRuns: 25 },
    )
  })
})

test('what was paid is shown once the race is over, but for what was voided', async () => {
  const race = await makeRace(db, { status: 'completed' })
  const ids = await enter(db, race.id, [
    { uid: 'ann', total: '9', rank: 1 },
    { uid: 'bob', total: '5', rank: 2 },
    { uid: 'cid', total: '3', rank: 3 },
  ])
  const pay = (uid: string, place: number, amount: string, status: 'paid' | 'owed' | 'voided', raceId = race.id) =>
    db
      .insert(racePayouts)
      .values({ raceId, userId: ids[uid] ?? 0, place, amount: cents(amount), status, createdAt: RACE_START })
  await pay('ann', 1, '60.01', 'paid')
  await pay('bob', 2, '40', 'voided')
  await pay('cid', 3, '7', 'owed')
  const other = await makeRace(db, { status: 'completed' })
  await pay('bob', 1, '99', 'paid', other.id)
  const { entries } = await loadStandings(db, race.id)
  expect(entries.map(({ uid, prize }) => [uid, prize])).toEqual([
    ['ann', cents('60.01')],
    ['bob', 0n],
    ['cid', cents('7')],
  ])
})

test('a board has all of its entrants, and counts the disqualified without showing them', async () => {
  const race = await makeRace(db, { version: 7, asOf: second(5) })
  const { ann } = await enter(db, race.id, [
    {
      uid: 'ann',
      total: '9.5',
      rank: 1,
      low: parseAmount('8'),
      high: parseAmount('10'),
      adjustment: parseAmount('-1'),
      flags: ['held', 'stale'],
      reachedAt: second(3),
    },
    { uid: 'bob', total: '5', rank: 2 },
    { uid: 'out', total: '50', rank: null },
  ])
  await db
    .update(users)
    .set({ nameHidden: true })
    .where(eq(users.id, ann ?? 0))
  const board = await loadStandings(db, race.id)
  expect(board).toMatchObject({
    version: 7,
    asOf: second(5),
    entrants: 3,
    sum: parseAmount('14.5'),
    totalWagered: parseAmount('64.5'),
    race: { id: race.id },
  })
  expect(board.entries).toEqual([
    {
      userId: ann,
      uid: 'ann',
      username: `ann of ${race.id}`,
      nameHidden: true,
      rank: 1,
      position: 1,
      previousRank: null,
      amount: parseAmount('9.5'),
      low: parseAmount('8'),
      high: parseAmount('10'),
      adjustment: parseAmount('-1'),
      flags: ['held', 'stale'],
      reachedAt: second(3),
      prize: cents('60'),
    },
    expect.objectContaining({ uid: 'bob', rank: 2, position: 2, flags: [], nameHidden: false, prize: cents('40') }),
  ])
})

test('a board without entrants is empty, and totals may exceed what one entrant can have', async () => {
  const race = await makeRace(db)
  expect(await loadStandings(db, race.id)).toMatchObject({ entrants: 0, totalWagered: 0n, entries: [], sum: 0n })
  await enter(db, race.id, [
    { uid: 'ann', total: '999999999999', rank: null },
    { uid: 'bob', total: '999999999999', rank: null },
  ])
  expect(await loadStandings(db, race.id)).toMatchObject({
    entrants: 2,
    totalWagered: 2n * parseAmount('999999999999'),
  })
  await expect(loadStandings(db, race.id + 1)).rejects.toMatchObject({ code: 'RACE_NOT_FOUND' })
})

test('ranks are compared with those of the board before', async () => {
  const race = await makeRace(db)
  await enter(db, race.id, [
    { uid: 'ann', total: '9', rank: 2 },
    { uid: 'bob', total: '5', rank: 1 },
  ])
  const before = await loadStandings(db, race.id)
  await rankEntrants(db, race)
  const after = await loadStandings(db, race.id, before)
  expect(after.entries.map(({ uid, rank, previousRank }) => [uid, rank, previousRank])).toEqual([
    ['ann', 1, 2],
    ['bob', 2, 1],
  ])
})
