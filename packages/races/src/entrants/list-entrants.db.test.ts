import { parseAmount } from '@goated/schema'
import { users } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceRaces } from '../lifecycle/advance-races.ts'
import { createRace } from '../lifecycle/create-race.ts'
import { loadStandings } from '../standings/load-standings.ts'
import { CASINO, readCasino, userIdOf } from '../testing/casino.ts'
import { adjustTotal, revertAdjustment } from './adjust-total.ts'
import { decideEntrant } from './decide-entrant.ts'
import { disqualifyEntrant } from './disqualify-entrant.ts'
import { listEntrants } from './list-entrants.ts'
import { loadEntrant } from './load-entrant.ts'

const start = new Date('2025-06-02T12:00:00Z')
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000)
const clock = manualClock(start)

let database: TestDatabase
let raceId: number
let admin: number
const userOf = (uid: string) => userIdOf(database.db, uid)

// Ann restarts at zero, bob is disqualified, cid was never seen before the start, dan is only missing.
beforeAll(async () => {
  database = await testDatabase()
  const { db } = database
  const [created] = await db.insert(users).values({ username: 'the-admin', isAdmin: true }).returning()
  admin = created?.id ?? 0
  await readCasino(db, at(-1), { ann: '1000', bob: '1000', dan: '1000', 'e_%': '1000' }, { totalUsers: 5 })
  const rules = { title: 'Race', prizePool: '100', prizeDistribution: [{ from: 1, percent: '100' }], source: CASINO }
  raceId = (await createRace(db, { ...rules, startDate: start, endDate: at(60) }, { clock })).race.id
  await createRace(db, { ...rules, startDate: start, endDate: at(60) }, { clock })
  await advanceRaces(db, { clock })
  await readCasino(db, at(5), { ann: '1030', bob: '1040', dan: '1002', 'e_%': '1001' })
  const rest = { bob: '1040', 'e_%': '1001' }
  for (const minutes of [10, 15, 20]) await readCasino(db, at(minutes), { ann: '5', cid: '70', ...rest })
  await disqualifyEntrant(db, { raceId, userId: await userOf('bob'), reason: 'two accounts', by: admin }, { clock })
  await db.update(users).set({ nameHidden: true }).where(eq(users.username, 'ann'))
})
afterAll(() => database.close())

const names = (list: { items: { username: string }[]; total: number }) => [
  list.items.map(({ username }) => username),
  list.total,
]

test('entrants are listed by rank, the disqualified last, with what may be decided about them', async () => {
  const list = await listEntrants(database.db, { raceId })
  expect(names(list)).toEqual([['ann', 'dan', 'e_%', 'cid', 'bob'], 5])
  const [ann, dan, , cid, bob] = list.items
  expect(ann).toMatchObject({
    uid: 'ann',
    nameHidden: true,
    rank: 1,
    total: parseAmount('30'),
    flags: ['held', 'stale'],
    heldReadings: 3,
    decisionsDue: ['rebase', 'accept'],
    disqualifiedAt: null,
  })
  expect(dan).toMatchObject({ nameHidden: false, flags: ['stale'], heldReadings: 0, decisionsDue: [] })
  expect(cid).toMatchObject({ flags: ['unknown_history'], decisionsDue: ['confirm'], total: 0n })
  expect(cid?.high).toBe(parseAmount('70'))
  const board = await loadStandings(database.db, raceId)
  expect(board.entries.map(({ username, nameHidden }) => [username, nameHidden])).toEqual([
    ['ann', true],
    ['dan', false],
    ['e_%', false],
    ['cid', false],
  ])
  expect(bob).toMatchObject({ rank: null, disqualifiedReason: 'two accounts', disqualifiedAt: start })
})

test('the list can be narrowed and paged', async () => {
  const list = (input: object) => listEntrants(database.db, { raceId, ...input }).then(names)
  expect(await list({ flagged: true })).toEqual([['ann', 'cid'], 2])
  expect(await list({ flagged: false })).toEqual([['dan', 'e_%', 'bob'], 3])
  expect(await list({ disqualified: true })).toEqual([['bob'], 1])
  expect(await list({ disqualified: false, limit: 2, offset: 1 })).toEqual([['dan', 'e_%'], 4])
  expect(await list({ search: 'N' })).toEqual([['ann', 'dan'], 2])
  expect(await list({ search: '_%' })).toEqual([['e_%'], 1])
  expect(await list({ search: '' })).toMatchObject([{ length: 5 }, 5])
  expect(await list({ offset: 10 })).toEqual([[], 5])
  await expect(list({ search: 'x'.repeat(65) })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  await expect(listEntrants(database.db, { raceId: 99 })).rejects.toMatchObject({ code: 'RACE_NOT_FOUND' })
})

test('one entrant has decisions, adjustments and history with it', async () => {
  const { db } = database
  const userId = await userOf('ann')
  await decideEntrant(db, { raceId, userId, kind: 'rebase', reason: 'new card', by: admin }, { clock })
  const added = { raceId, userId, amount: '2.5', reason: 'broken game', by: admin }
  const { adjustment } = await adjustTotal(db, added, { clock })
  await revertAdjustment(db, { adjustmentId: adjustment.id, reason: 'mistaken', by: admin }, { clock })
  await adjustTotal(db, { ...added, amount: '1' }, { clock })
  const entrant = await loadEntrant(db, { raceId, userId })
  expect(entrant).toMatchObject({
    username: 'ann',
    total: parseAmount('36'),
    adjustment: parseAmount('1'),
    flags: [],
    decisionsDue: [],
  })
  expect(entrant.decisions).toMatchObject([{ kind: 'rebase', reason: 'new card', decidedBy: { userId: admin } }])
  expect(entrant.adjustments).toMatchObject([
    {
      amount: parseAmount('2.5'),
      createdBy: { userId: admin },
      revertReason: 'mistaken',
      revertedBy: { userId: admin },
    },
    { amount: parseAmount('1'), revertedAt: null, revertedBy: null },
  ])
  expect(entrant.history[0]).toEqual({ at: at(5), total: parseAmount('30') })
  expect(entrant.history.at(-1)).toEqual({ at: at(20), total: parseAmount('36') })
  await expect(loadEntrant(db, { raceId, userId: admin })).rejects.toMatchObject({ code: 'ENTRANT_NOT_FOUND' })
})

test('what was decided about a counter shows in every race, what was confirmed only in its own', async () => {
  const { db } = database
  const cid = await userOf('cid')
  await decideEntrant(db, { raceId, userId: cid, kind: 'confirm', reason: 'known', by: admin }, { clock })
  const kinds = async (uid: string, of: number) => {
    const { decisions } = await loadEntrant(db, { raceId: of, userId: await userOf(uid) })
    return decisions.map(({ kind }) => kind)
  }
  expect([await kinds('cid', raceId), await kinds('cid', raceId + 1)]).toEqual([['confirm'], []])
  expect(await kinds('ann', raceId + 1)).toEqual(['rebase'])
})

test('nothing is due in a race that is over', async () => {
  const { db } = database
  clock.set(at(61))
  await readCasino(db, at(61), { ann: '5', bob: '1040', cid: '70', dan: '1', 'e_%': '1001' })
  await advanceRaces(db, { clock })
  const { items } = await listEntrants(db, { raceId: raceId + 1, flagged: true })
  expect(items.length).toBeGreaterThan(0)
  expect(items.flatMap(({ decisionsDue }) => decisionsDue)).toEqual([])
})
