import { historicalRaces, users } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceRaces } from '../lifecycle/advance-races.ts'
import { createRace } from '../lifecycle/create-race.ts'
import { listPlayerRaces } from '../players/list-player-races.ts'
import { loadStandings } from '../standings/load-standings.ts'
import { CASINO, readCasino, userIdOf } from '../testing/casino.ts'
import { adjustTotal, revertAdjustment } from './adjust-total.ts'
import { decideEntrant } from './decide-entrant.ts'
import { disqualifyEntrant, reinstateEntrant } from './disqualify-entrant.ts'
import { listRulings } from './list-rulings.ts'

const start = new Date('2025-06-02T12:00:00Z')
const at = (minutes: number) => new Date(start.getTime() + minutes * 60_000)
const clock = manualClock(start)

let database: TestDatabase
let by: number
let ids: Record<'ann' | 'bob' | 'cid', number>
beforeAll(async () => {
  database = await testDatabase()
  const { db } = database
  const [created] = await db.insert(users).values({ username: 'the-admin', isAdmin: true }).returning()
  by = created?.id ?? 0
  const read = async (minutes: number, wagered: Record<string, string>) => {
    clock.set(at(minutes))
    await readCasino(db, at(minutes), wagered)
    await advanceRaces(db, { clock })
  }
  await read(-1, { ann: '100', bob: '100', cid: '100' })
  const prizeDistribution = [{ from: 1, percent: '100' }]
  const shared = { source: CASINO, prizePool: '50', prizeDistribution, startDate: start }
  await createRace(db, { ...shared, title: 'Short', endDate: at(60) }, { clock })
  await createRace(db, { ...shared, title: 'Long', endDate: at(600) }, { clock })
  await read(5, { ann: '130', bob: '120', cid: '110' })
  ids = { ann: await userIdOf(db, 'ann'), bob: await userIdOf(db, 'bob'), cid: await userIdOf(db, 'cid') }
  const adjust = (minutes: number, userId: number, amount: string, reason: string) => {
    clock.set(at(minutes))
    return adjustTotal(db, { raceId: 1, userId, amount, reason, by }, { clock })
  }
  await adjust(6, ids.ann, '7.5', 'A late bet')
  const { adjustment } = await adjust(7, ids.bob, '-1', 'A mistake')
  clock.set(at(8))
  await revertAdjustment(db, { adjustmentId: adjustment.id, reason: 'The wrong player', by }, { clock })
  for (const minutes of [10, 15, 20]) await read(minutes, { ann: '130', bob: '10', cid: '110' })
  clock.set(at(21))
  await decideEntrant(db, { raceId: 2, userId: ids.bob, kind: 'accept', reason: 'Bets were voided', by }, { clock })
  clock.set(at(22))
  await disqualifyEntrant(db, { raceId: 1, userId: ids.cid, reason: 'Two accounts', by }, { clock })
  await disqualifyEntrant(db, { raceId: 1, userId: ids.ann, reason: 'Taken for another', by }, { clock })
  await reinstateEntrant(db, { raceId: 1, userId: ids.ann }, { clock })
  await read(60, { ann: '130', bob: '10', cid: '110' })
})
afterAll(() => database.close())

const short = (ruling: Awaited<ReturnType<typeof listRulings>>['items'][number]) => [
  ruling.username,
  ruling.kind,
  ruling.amount,
  ruling.reason,
  (ruling.at.getTime() - start.getTime()) / 60_000,
  ruling.revertReason,
]

test('everything that staff did to totals of a race is listed, the latest first, undone or not', async () => {
  const { items, total } = await listRulings(database.db, { raceId: 1 })
  expect(items.map(short)).toEqual([
    ['cid', 'disqualification', null, 'Two accounts', 22, null],
    ['bob', 'accept', null, 'Bets were voided', 21, null],
    ['bob', 'adjustment', -100_000_000n, 'A mistake', 7, 'The wrong player'],
    ['ann', 'adjustment', 750_000_000n, 'A late bet', 6, null],
  ])
  expect(items.map(({ revertedAt }) => revertedAt)).toEqual([null, null, at(8), null])
  expect(total).toBe(4)
})

test('a decision about a counter shows in every race where it holds, and nothing else does', async () => {
  const { items } = await listRulings(database.db, { raceId: 2 })
  expect(items.map(short)).toEqual([['bob', 'accept', null, 'Bets were voided', 21, null]])
})

test('the list can be narrowed to an entrant and paged', async () => {
  const { items, total } = await listRulings(database.db, { raceId: 1, userId: ids.bob, limit: 1, offset: 1 })
  expect(items.map(short)).toEqual([['bob', 'adjustment', -100_000_000n, 'A mistake', 7, 'The wrong player']])
  expect(total).toBe(2)
  await expect(listRulings(database.db, { raceId: 9 })).rejects.toMatchObject({ code: 'RACE_NOT_FOUND' })
})

test('the races of a player come with what staff did, in the order it was done', async () => {
  const { items } = await listPlayerRaces(database.db, { userId: ids.bob })
  expect(items.map(({ title, rulings }) => [title, rulings.map(({ kind }) => kind)])).toEqual([
    ['Long', ['accept']],
    ['Short', ['adjustment', 'accept']],
  ])
})

test('a race and its archive count entrants alike, the disqualified included', async () => {
  const board = await loadStandings(database.db, 1)
  const [archived] = await database.db.select().from(historicalRaces)
  expect(board.entries.map(({ username }) => username)).not.toContain('cid')
  expect([board.entrants, board.totalWagered]).toEqual([archived?.participantCount, archived?.totalWagered])
  expect(board.entrants).toBe(3)
})

test('a completed race takes no adjustment, and says what to do instead', async () => {
  const refused = { code: 'RACE_NOT_OPEN', message: expect.stringContaining('void the payouts that are wrong') }
  const again = { raceId: 1, userId: ids.ann, reason: 'Late', by }
  await expect(adjustTotal(database.db, { ...again, amount: '1' }, { clock })).rejects.toMatchObject(refused)
  await expect(revertAdjustment(database.db, { adjustmentId: 1, by }, { clock })).rejects.toMatchObject(refused)
  await expect(disqualifyEntrant(database.db, again, { clock })).rejects.toMatchObject(refused)
  expect((await listRulings(database.db, { raceId: 1, userId: ids.ann })).items.map(short)).toEqual([
    ['ann', 'adjustment', 750_000_000n, 'A late bet', 6, null],
  ])
})
