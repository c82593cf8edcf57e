import type { TransactionalDb } from '@goated/schema'
import { historicalRaces, racePayouts, wagerRaces } from '@goated/schema/tables'
import { type ManualClock, manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkRaces } from '../checks/check-races.ts'
import { decideEntrant } from '../entrants/decide-entrant.ts'
import { disqualifyEntrant } from '../entrants/disqualify-entrant.ts'
import { listEntrants } from '../entrants/list-entrants.ts'
import { verifyRace } from '../evidence/verify-race.ts'
import { CASINO, readCasino, type ShownCounters, userIdOf } from '../testing/casino.ts'
import { advanceRaces } from './advance-races.ts'
import { createRace } from './create-race.ts'

// The race ends on Monday at 00:00, when the provider's week begins, and its grace period six hours later.
const start = new Date('2025-06-08T12:00:00Z')
const at = (hours: number) => new Date(start.getTime() + hours * 3_600_000)
const rules = {
  title: 'Race',
  prizePool: '100',
  prizeDistribution: [
    { from: 1, percent: '70' },
    { from: 2, percent: '30' },
  ],
  source: CASINO,
  startDate: start,
  endDate: at(12),
  graceSeconds: 6 * 3600,
}

let database: TestDatabase
let db: TransactionalDb
let clock: ManualClock
let raceId: number
beforeEach(async () => {
  database = await testDatabase()
  ;({ db } = database)
  clock = manualClock(at(-1))
  raceId = (await createRace(db, rules, { clock })).race.id
  await read(0, { ann: '100', bob: '100', cid: '100', dan: '100' })
  await read(11, { ann: '150', bob: '140', cid: '130', dan: '101' })
})
afterEach(() => database.close())

/** A reading that says itself that it is complete, unless the casino has more players than it shows. */
async function read(
  hours: number,
  shown: Record<string, string | ShownCounters>,
  totalUsers = Object.keys(shown).length,
) {
  clock.set(at(hours))
  await advanceRaces(db, { clock })
  const stored = await readCasino(db, at(hours), shown, { totalUsers })
  if (stored.outcome !== 'ok') throw new Error(stored.reason)
  await advanceRaces(db, { clock })
}
const race = async () => (await db.select().from(wagerRaces).where(eq(wagerRaces.id, raceId)))[0]
const flagged = async () =>
  (await listEntrants(db, { raceId, flagged: true })).items.map(({ uid, flags, decisionsDue }) => [
    uid,
    flags.filter((flag) => flag !== 'stale'),
    decisionsDue,
  ])
const missing = (uid: string) => [uid, ['missing_at_settling'], ['confirm']]
const results = async () => {
  const [archived] = await db.select().from(historicalRaces)
  return archived?.participants.map(({ uid, total, prize, flags }) => [uid, total, prize, flags])
}
const expectSound = async () => {
  expect((await checkRaces(db)).violations).toEqual([])
  expect((await verifyRace(db, raceId)).differences).toEqual([])
}

describe('a reading that lacks somebody who is to be paid', () => {
  test('does not settle the race; the next one that lists everybody does, with all it says', async () => {
    await read(13, { ann: '150', cid: '130', dan: '101' })
    expect(await race()).toMatchObject({ status: 'settling', settledBy: null, asOf: at(13) })
    expect(await flagged()).toEqual([missing('bob')])
    // The week's counter says what bob wagered until its start, so he is first.
    await read(14, { ann: '150', bob: { allTime: '200', week: '20' }, cid: '130', dan: '101' })
    expect(await race()).toMatchObject({ status: 'completed', settledBy: at(14), closingReason: null })
    expect(await results()).toEqual([
      ['bob', '80.00000000', '70.00', []],
      ['ann', '50.00000000', '30.00', []],
      ['cid', '30.00000000', '0.00', []],
      ['dan', '1.00000000', '0.00', []],
    ])
    await expectSound()
  })

  test('settles it when the one who is missing is not to be paid', async () => {
    await read(13, { ann: '150', bob: '140', cid: '130' })
    expect(await race()).toMatchObject({ status: 'completed', settledBy: at(13) })
    await expectSound()
  })

  test('counts all who are tied for the last paid place', async () => {
    await read(11.5, { ann: '150', bob: '140', cid: '140', dan: '101' })
    await read(13, { ann: '150', bob: '140', dan: '101' })
    expect(await flagged()).toEqual([missing('cid')])
    expect(await race()).toMatchObject({ status: 'settling', settledBy: null })
  })

  test('leaves the race open until the grace period ends, and its mark in the archive', async () => {
    for (const hours of [13, 15, 17.9]) await read(hours, { ann: '150', cid: '130', dan: '101' })
    expect(await race()).toMatchObject({ status: 'settling', settledBy: null })
    await read(18, { ann: '150', cid: '130', dan: '101' })
    expect(await race()).toMatchObject({ status: 'completed', settledBy: at(18) })
    expect((await results())?.slice(0, 2)).toEqual([
      ['ann', '50.00000000', '70.00', []],
      ['bob', '40.00000000', '30.00', ['stale', 'missing_at_settling']],
    ])
    await expectSound()
  })

  test('settles it once an admin has confirmed the entrant', async () => {
    await read(13, { ann: '150', cid: '130', dan: '101' })
    const bob = await userIdOf(db, 'bob')
    await decideEntrant(db, { raceId, userId: bob, kind: 'confirm', reason: 'banned, but paid', by: bob }, { clock })
    expect(await race()).toMatchObject({ settledBy: at(13) })
    await advanceRaces(db, { clock })
    expect((await results())?.[1]).toEqual(['bob', '40.00000000', '30.00', ['stale']])
    await expectSound()
  })

  test('confirmed between two readings, the next one settles it without waiting for the entrant', async () => {
    await read(13, { ann: '150', cid: '130', dan: '101' })
    await read(13.5, { ann: '150', cid: '130' }, 4)
    const bob = await userIdOf(db, 'bob')
    await decideEntrant(db, { raceId, userId: bob, kind: 'confirm', reason: 'seen', by: bob }, { clock })
    expect(await flagged()).toEqual([])
    expect(await race()).toMatchObject({ settledBy: null })
    await read(14, { ann: '150', cid: '130', dan: '101' })
    expect(await race()).toMatchObject({ status: 'completed', settledBy: at(14) })
    await expectSound()
  })

  test('settles it once the entrant is disqualified', async () => {
    await read(13, { ann: '150', cid: '130', dan: '101' })
    const bob = await userIdOf(db, 'bob')
    await disqualifyEntrant(db, { raceId, userId: bob, reason: 'two accounts', by: bob }, { clock })
    await advanceRaces(db, { clock })
    expect(await race()).toMatchObject({ status: 'completed', settledBy: at(13) })
    expect((await results())?.[1]?.slice(0, 3)).toEqual(['cid', '30.00000000', '30.00'])
    await expectSound()
  })

  test('waits for whoever moves into a paid place because another is disqualified', async () => {
    clock.set(at(13))
    await readCasino(db, at(13), { ann: '150', bob: '140', dan: '101' }, { totalUsers: 3 })
    expect(await race()).toMatchObject({ settledBy: at(13) })
    const bob = await userIdOf(db, 'bob')
    await disqualifyEntrant(db, { raceId, userId: bob, reason: 'two accounts', by: bob }, { clock })
    expect(await race()).toMatchObject({ settledBy: null })
    expect(await flagged()).toEqual([missing('cid')])
  })

  test('gives the same when it arrives late', async () => {
    await read(15, { ann: '150', bob: '140', dan: '101' }, 4)
    await read(13, { ann: '150', cid: '130', dan: '101' })
    expect(await race()).toMatchObject({ status: 'settling', settledBy: null, asOf: at(15) })
    await read(14, { ann: '150', bob: '140', cid: '130', dan: '101' })
    expect(await race()).toMatchObject({ status: 'completed', settledBy: at(14), asOf: at(14) })
    await expectSound()
  })

  test('gives the same in a race that is made from stored readings', async () => {
    await read(13, { ann: '150', cid: '130', dan: '101' })
    await read(14, { ann: '150', bob: { allTime: '200', week: '20' }, cid: '130', dan: '101' })
    const again = await createRace(db, { ...rules, raceHistory: true }, { clock })
    await advanceRaces(db, { clock })
    const [made] = await db.select().from(wagerRaces).where(eq(wagerRaces.id, again.race.id))
    expect(made).toMatchObject({ status: 'completed', settledBy: at(14) })
    const payouts = await db.select().from(racePayouts)
    const paid = (id: number) =>
      payouts.filter((each) => each.raceId === id).map(({ userId, amount }) => [userId, amount])
    expect(paid(again.race.id)).toEqual(paid(raceId))
    expect(paid(raceId)).toHaveLength(2)
  })
})
