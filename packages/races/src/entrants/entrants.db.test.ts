import { storeReading } from '@goated/ingest'
import { parseAmount } from '@goated/schema'
import {
  historicalRaces,
  racePayouts,
  users,
  wagerAdjustments,
  wagerDecisions,
  wagerRaceParticipants,
  wagerRaces,
} from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { asc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { advanceRaces } from '../lifecycle/advance-races.ts'
import { cancelRace } from '../lifecycle/cancel-race.ts'
import { createRace, createSeries } from '../lifecycle/create-race.ts'
import { settlePayout } from '../payouts/settle-payout.ts'
import { CASINO } from '../testing/casino.ts'
import { recordRaceTotals } from '../total/record-totals.ts'
import { adjustTotal, revertAdjustment } from './adjust-total.ts'
import { decideEntrant } from './decide-entrant.ts'
import { disqualifyEntrant, reinstateEntrant } from './disqualify-entrant.ts'
import { joinRace } from './join-race.ts'
import { listEntrants } from './list-entrants.ts'

const start = new Date('2025-06-02T12:00:00Z')
const minute = 60_000
const at = (minutes: number) => new Date(start.getTime() + minutes * minute)
const clock = manualClock(start)

let database: TestDatabase
let admin: number
beforeEach(async () => {
  database = await testDatabase()
  clock.set(start)
  const [created] = await database.db
    .insert(users)
    .values({ username: 'the-admin', isAdmin: true })
    .returning({ id: users.id })
  admin = created?.id ?? 0
})
afterEach(() => database.close())

function read(minutes: number, wagered: Record<string, string>) {
  const rows = Object.entries(wagered).map(([uid, amount]) => ({
    uid,
    name: uid,
    allTime: parseAmount(amount),
    month: null,
    week: null,
    today: null,
  }))
  const time = { asOf: at(minutes), startedAt: at(minutes), now: at(minutes) }
  const input = { source: { id: 'casino', commissionRate: 0n }, ...time, totalUsers: null, rows }
  return storeReading(database.db, input, { projections: [recordRaceTotals] })
}

const rules = {
  title: 'Race',
  prizePool: '100.00',
  prizeDistribution: [
    { from: 1, percent: '70' },
    { from: 2, percent: '30' },
  ],
  source: CASINO,
  startDate: start,
  endDate: at(60),
}

/** A live race in which ann, bob and cid have wagered 30, 20 and 10. */
async function liveRace() {
  await read(-1, { ann: '1000', bob: '1000', cid: '1000' })
  const { race } = await createRace(database.db, rules, { clock })
  await advanceRaces(database.db, { clock })
  await read(5, { ann: '1030', bob: '1020', cid: '1010' })
  return race.id
}

async function standings(raceId: number) {
  const found = await database.db
    .select()
    .from(wagerRaceParticipants)
    .where(eq(wagerRaceParticipants.raceId, raceId))
    .orderBy(asc(wagerRaceParticipants.rank), asc(wagerRaceParticipants.uid))
  return found.map(({ uid, rank, totalWager }) => [uid, rank, totalWager / 100_000_000n])
}

async function userOf(uid: string): Promise<number> {
  const [user] = await database.db.select({ id: users.id }).from(users).where(eq(users.username, uid))
  return user?.id ?? 0
}

const names = (events: { name: string }[]) => events.map(({ name }) => name)

describe('disqualification', () => {
  test('takes the rank, moves everyone up, and can be undone', async () => {
    const raceId = await liveRace()
    const userId = await userOf('ann')
    const events = await disqualifyEntrant(
      database.db,
      { raceId, userId, reason: 'two accounts', by: admin },
      { clock },
    )
    expect(names(events)).toEqual(expect.arrayContaining(['entrant.disqualified', 'standings.updated', 'rank.changed']))
    expect(await standings(raceId)).toEqual([
      ['bob', 1, 20n],
      ['cid', 2, 10n],
      ['ann', null, 30n],
    ])
    await read(10, { ann: '1100', bob: '1020', cid: '1040' })
    expect((await standings(raceId))[0]).toEqual(['cid', 1, 40n])
    await reinstateEntrant(database.db, { raceId, userId }, { clock })
    expect((await standings(raceId))[0]).toEqual(['ann', 1, 100n])
    const again = await reinstateEntrant(database.db, { raceId, userId }, { clock })
    expect(again).toEqual([])
  })

  test('leaves who is disqualified without a prize', async () => {
    const raceId = await liveRace()
    await disqualifyEntrant(database.db, { raceId, userId: await userOf('ann'), reason: 'x', by: admin }, { clock })
    clock.set(at(61))
    await read(61, { ann: '1030', bob: '1020', cid: '1010' })
    await advanceRaces(database.db, { clock })
    const paid = await database.db.select().from(racePayouts).orderBy(asc(racePayouts.place))
    expect(paid.map(({ userId, amount }) => [userId, amount])).toEqual([
      [await userOf('bob'), 7000n],
      [await userOf('cid'), 3000n],
    ])
    await expect(
      disqualifyEntrant(database.db, { raceId, userId: await userOf('bob'), reason: 'late', by: admin }, { clock }),
    ).rejects.toMatchObject({ code: 'RACE_NOT_OPEN' })
  })
})

describe('adjustments', () => {
  test('count in total and rank, outlive the next reading, and can be reverted once', async () => {
    const raceId = await liveRace()
    const userId = await userOf('cid')
    const { adjustment } = await adjustTotal(
      database.db,
      { raceId, userId, amount: '25.5', reason: 'bets of a broken game', by: admin },
      { clock },
    )
    expect((await standings(raceId))[0]).toEqual(['cid', 1, 35n])
    await read(10, { ann: '1031', bob: '1020', cid: '1012' })
    expect((await standings(raceId))[0]).toEqual(['cid', 1, 37n])
    await revertAdjustment(database.db, { adjustmentId: adjustment.id, by: admin }, { clock })
    expect(await standings(raceId)).toEqual([
      ['ann', 1, 31n],
      ['bob', 2, 20n],
      ['cid', 3, 12n],
    ])
    await expect(
      revertAdjustment(database.db, { adjustmentId: adjustment.id, by: admin }, { clock }),
    ).rejects.toMatchObject({ code: 'ADJUSTMENT_NOT_FOUND' })
    expect(await database.db.select().from(wagerAdjustments)).toHaveLength(1)
  })

  test('never show a total below zero, and give back what was measured when reverted', async () => {
    const raceId = await liveRace()
    const userId = await userOf('cid')
    const { adjustment } = await adjustTotal(
      database.db,
      { raceId, userId, amount: '-50', reason: 'x', by: admin },
      { clock },
    )
    expect((await standings(raceId))[2]).toEqual(['cid', 3, 0n])
    await read(10, { ann: '1030', bob: '1020', cid: '1015' })
    await revertAdjustment(database.db, { adjustmentId: adjustment.id, by: admin }, { clock })
    expect((await standings(raceId))[2]).toEqual(['cid', 3, 15n])
  })

  test.each([
    [{ amount: '0' }, 'amount'],
    [{ amount: 'ten' }, 'amount'],
    [{ amount: 5 }, 'amount'],
    [{ reason: '' }, 'reason'],
    [{ extra: true }, 'extra'],
  ])('refuse %j, naming the field', async (wrong, path) => {
    const input = { raceId: 1, userId: 1, amount: '1', reason: 'x', by: admin, ...wrong } as never
    await expect(adjustTotal(database.db, input)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      details: { issues: [{ path }] },
    })
  })
})

describe('decisions', () => {
  test('a restarted counter is rebased from the third held reading on, and stays so', async () => {
    const raceId = await liveRace()
    const userId = await userOf('ann')
    const decide = () =>
      decideEntrant(database.db, { raceId, userId, kind: 'rebase', reason: 'new card', by: admin }, { clock })
    await read(10, { ann: '5', bob: '1020', cid: '1010' })
    await read(15, { ann: '5', bob: '1020', cid: '1010' })
    await expect(decide()).rejects.toMatchObject({ code: 'DECISION_NOT_DUE' })
    await read(20, { ann: '5', bob: '1020', cid: '1010' })
    expect((await standings(raceId))[0]).toEqual(['ann', 1, 30n])
    await decide()
    expect((await standings(raceId))[0]).toEqual(['ann', 1, 35n])
    await read(25, { ann: '12', bob: '1020', cid: '1010' })
    expect((await standings(raceId))[0]).toEqual(['ann', 1, 42n])
    expect(await database.db.select().from(wagerDecisions)).toHaveLength(1)
  })

  test('a held counter that heals leaves a mark until somebody has looked, however the totals came about', async () => {
    const raceId = await liveRace()
    const userId = await userOf('ann')
    const marked = async () => {
      const { items } = await listEntrants(database.db, { raceId, flagged: true })
      return items.map(({ uid, flags, decisionsDue }) => [uid, flags, decisionsDue])
    }
    // The counter restarted at zero and passes half of what it was: now it looks like bets that were voided.
    await read(10, { ann: '5', bob: '1020', cid: '1010' })
    await read(15, { ann: '600', bob: '1020', cid: '1010' })
    const mark = [['ann', ['negative', 'healed'], ['confirm']]]
    expect(await marked()).toEqual(mark)
    await read(20, { ann: '601', bob: '1020', cid: '1010' })
    expect(await marked()).toEqual(mark)
    // A late reading has the totals computed anew.
    await read(12, { ann: '5', bob: '1020', cid: '1010' })
    expect(await marked()).toEqual(mark)
    clock.set(at(21))
    await decideEntrant(database.db, { raceId, userId, kind: 'confirm', reason: 'seen', by: admin }, { clock })
    expect(await marked()).toEqual([['ann', ['negative'], []]])
    await read(25, { ann: '602', bob: '1020', cid: '1010' })
    expect(await marked()).toEqual([['ann', ['negative'], []]])
    await read(30, { ann: '7', bob: '1020', cid: '1010' })
    await read(35, { ann: '700', bob: '1020', cid: '1010' })
    expect(await marked()).toEqual(mark)
    await read(61, { ann: '700', bob: '1020', cid: '1010' })
    clock.set(at(61))
    await advanceRaces(database.db, { clock })
    const [archived] = await database.db.select().from(historicalRaces)
    expect(archived?.participants.find(({ uid }) => uid === 'ann')?.flags).toEqual(['negative', 'healed'])
  })

  test('an unknown history is confirmed, and the flag stays away', async () => {
    const { race } = await createRace(database.db, rules, { clock })
    await advanceRaces(database.db, { clock })
    await read(5, { ann: '500' })
    const flags = async () => (await database.db.select().from(wagerRaceParticipants))[0]?.flags
    expect(await flags()).toEqual(['unknown_history'])
    clock.set(at(6))
    const userId = await userOf('ann')
    await decideEntrant(
      database.db,
      { raceId: race.id, userId, kind: 'confirm', reason: 'known', by: admin },
      { clock },
    )
    expect(await flags()).toEqual([])
    await read(10, { ann: '510' })
    expect(await flags()).toEqual([])
    expect((await standings(race.id))[0]).toEqual(['ann', 1, 10n])
  })
})

test('who joins a race counts from then on, and joins once', async () => {
  await read(-1, { ann: '1000', bob: '1000' })
  const { race } = await createRace(database.db, { ...rules, joinPolicy: 'opt_in' }, { clock })
  await advanceRaces(database.db, { clock })
  await read(5, { ann: '1030', bob: '1020' })
  expect(await standings(race.id)).toEqual([])
  clock.set(at(6))
  const input = { raceId: race.id, userId: await userOf('ann') }
  expect(await joinRace(database.db, input, { clock })).toMatchObject({ joined: true })
  expect(await joinRace(database.db, input, { clock })).toEqual({ joined: false, events: [] })
  await read(10, { ann: '1037', bob: '1090' })
  expect(await standings(race.id)).toEqual([['ann', 1, 7n]])
  await expect(joinRace(database.db, { raceId: race.id, userId: admin }, { clock })).rejects.toMatchObject({
    code: 'AFFILIATE_ACCOUNT_NOT_FOUND',
  })
})

test('a cancelled race pays nobody, and the next of its series takes place', async () => {
  const { startDate: _, endDate: __, ...shared } = rules
  const { race } = await createSeries(
    database.db,
    { ...shared, type: 'custom', periodSeconds: 3600, anchorStart: start },
    { clock },
  )
  await advanceRaces(database.db, { clock })
  const events = await cancelRace(database.db, { raceId: race.id, reason: 'the casino is down' }, { clock })
  expect(names(events)).toEqual(['race.cancelled', 'race.created'])
  clock.set(at(61))
  await read(61, { ann: '5' })
  await advanceRaces(database.db, { clock })
  const races = await database.db.select().from(wagerRaces).orderBy(asc(wagerRaces.id))
  expect(races.map(({ status }) => status)).toEqual(['cancelled', 'live'])
  await expect(cancelRace(database.db, { raceId: race.id, reason: 'again' })).rejects.toMatchObject({
    code: 'RACE_NOT_OPEN',
  })
})

test('a payout is settled once', async () => {
  const raceId = await liveRace()
  clock.set(at(61))
  await read(61, { ann: '1030', bob: '1020', cid: '1010' })
  await advanceRaces(database.db, { clock })
  const [owed] = await database.db
    .select()
    .from(racePayouts)
    .where(eq(racePayouts.raceId, raceId))
    .orderBy(racePayouts.place)
  const input = { payoutId: owed?.id ?? 0, status: 'paid' as const, reference: 'tx-1', settledBy: admin }
  const { payout, events } = await settlePayout(database.db, input, { clock })
  expect(payout).toMatchObject({ status: 'paid', reference: 'tx-1', settledBy: admin, amount: 7000n })
  expect(names(events)).toEqual(['payout.settled'])
  await expect(settlePayout(database.db, { ...input, status: 'voided' }, { clock })).rejects.toMatchObject({
    code: 'PAYOUT_NOT_OWED',
  })
})
