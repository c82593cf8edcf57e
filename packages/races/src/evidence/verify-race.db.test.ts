import { storeReading } from '@goated/ingest'
import { parseAmount } from '@goated/schema'
import { historicalRaces, racePayouts, users } from '@goated/schema/tables'
import { manualClock, testDatabase, type TestDatabase } from '@goated/testkit'
import { eq, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkRaces } from '../checks/check-races.ts'
import { adjustTotal, revertAdjustment } from '../entrants/adjust-total.ts'
import { disqualifyEntrant } from '../entrants/disqualify-entrant.ts'
import { joinRace } from '../entrants/join-race.ts'
import { advanceRaces } from '../lifecycle/advance-races.ts'
import { completeRace } from '../lifecycle/complete-race.ts'
import { createRace } from '../lifecycle/create-race.ts'
import { loadStandings } from '../standings/load-standings.ts'
import { CASINO } from '../testing/casino.ts'
import { recordRaceTotals } from '../total/record-totals.ts'
import { evidenceParticipants, raceEvidence } from './race-evidence.ts'
import { replayStandings } from './replay-standings.ts'
import { verifyRace } from './verify-race.ts'

const start = new Date('2025-06-02T12:00:00Z')
const minute = 60_000
const at = (minutes: number) => new Date(start.getTime() + minutes * minute)

let database: TestDatabase
const clock = manualClock(at(-60))
beforeEach(async () => {
  database = await testDatabase()
  clock.set(at(-60))
})
afterEach(() => database.close())

function read(minutes: number, wagered: Record<string, string>, options: { complete?: boolean } = {}) {
  const rows = Object.entries(wagered).map(([uid, amount]) => ({
    uid,
    name: uid,
    allTime: parseAmount(amount),
    month: null,
    week: null,
    today: null,
  }))
  const totalUsers = options.complete === false ? rows.length + 1 : null
  const asOf = at(minutes)
  const input = { source: { id: 'casino', commissionRate: 0n }, asOf, startedAt: asOf, now: asOf, totalUsers, rows }
  return storeReading(database.db, input, { projections: [recordRaceTotals] })
}

const rules = {
  title: 'Sprint',
  prizePool: '100.00',
  prizeDistribution: [
    { from: 1, percent: '70' },
    { from: 2, percent: '30' },
  ],
  source: CASINO,
  graceSeconds: 3600,
  startDate: start,
  endDate: at(60),
}

async function create(changes: Partial<Parameters<typeof createRace>[1]> = {}): Promise<number> {
  return (await createRace(database.db, { ...rules, ...changes }, { clock })).race.id
}

/** Two players who win, one who is late to be seen, and a reading that came late just before the end. */
async function finishedRace(): Promise<number> {
  const raceId = await create()
  await read(-1, { ann: '100', bob: '5', cid: '1' })
  clock.set(at(0))
  await advanceRaces(database.db, { clock })
  await read(10, { ann: '130', bob: '65', cid: '2' })
  await read(30, { ann: '140', bob: '65', cid: '2', dan: '9' })
  await read(20, { ann: '135', cid: '2' })
  clock.set(at(61))
  await read(61, { ann: '150', bob: '70', cid: '2', dan: '9' })
  await advanceRaces(database.db, { clock })
  return raceId
}

async function kinds(raceId: number) {
  const { ok, differences } = await verifyRace(database.db, raceId)
  expect(ok).toBe(differences.length === 0)
  return [...new Set(differences.map(({ kind }) => kind))].sort()
}

describe('verifyRace', () => {
  test('finds an untouched race in order, also when readings come after it', async () => {
    const raceId = await finishedRace()
    const verified = await verifyRace(database.db, raceId)
    expect(verified.differences).toEqual([])
    expect(verified).toMatchObject({
      ok: true,
      truncated: false,
      counts: { entrants: 4, readings: 5, digests: 5, payouts: 2 },
    })
    await read(40, { ann: '1', bob: '99', cid: '2' })
    await read(70, { ann: '190', bob: '99', cid: '2', dan: '9' })
    expect((await verifyRace(database.db, raceId, { digests: 'all' })).differences).toEqual([])
    expect((await checkRaces(database.db)).violations).toEqual([])
  })

  test('counts what admins decided, as far as it was before the end', async () => {
    const raceId = await create()
    await read(-1, { ann: '100', bob: '5', cid: '1' })
    clock.set(at(5))
    await advanceRaces(database.db, { clock })
    await read(10, { ann: '130', bob: '65', cid: '42' })
    const entrants = new Map((await loadStandings(database.db, raceId)).entries.map(({ uid, userId }) => [uid, userId]))
    const of = (uid: string) => ({ raceId, userId: entrants.get(uid) ?? 0, by: entrants.get('bob') ?? 0, reason: 'x' })
    await adjustTotal(database.db, { ...of('ann'), amount: '50' }, { clock })
    const { adjustment } = await adjustTotal(database.db, { ...of('bob'), amount: '-5' }, { clock })
    await revertAdjustment(database.db, { adjustmentId: adjustment.id, by: of('bob').by }, { clock })
    await disqualifyEntrant(database.db, of('cid'), { clock })
    clock.set(at(61))
    await read(61, { ann: '150', bob: '70', cid: '42' })
    await advanceRaces(database.db, { clock })
    expect((await verifyRace(database.db, raceId)).differences).toEqual([])
    const [archive] = await database.db.select().from(historicalRaces)
    expect(archive?.participants.map(({ uid, rank, total }) => [uid, rank, total])).toEqual([
      ['ann', 1, '80.00000000'],
      ['bob', 2, '60.00000000'],
      ['cid', null, '41.00000000'],
    ])
    expect((await checkRaces(database.db)).violations).toEqual([])
  })

  test('knows when each entrant joined, where one must', async () => {
    const raceId = await create({ joinPolicy: 'opt_in' })
    await read(-1, { ann: '100', bob: '5', cid: '1' })
    const found = await database.db.select({ id: users.id, name: users.username }).from(users)
    const join = (name: string) =>
      joinRace(database.db, { raceId, userId: found.find((user) => user.name === name)?.id ?? 0 }, { clock })
    await join('ann')
    clock.set(at(15))
    await advanceRaces(database.db, { clock })
    await read(10, { ann: '130', bob: '65', cid: '42' })
    await join('bob')
    await join('cid')
    await read(30, { ann: '140', bob: '75', cid: '42' })
    clock.set(at(61))
    await read(61, { ann: '150', bob: '75', cid: '42' })
    await advanceRaces(database.db, { clock })
    expect((await verifyRace(database.db, raceId)).differences).toEqual([])
    const [archive] = await database.db.select().from(historicalRaces)
    expect(archive?.participants.map(({ uid, total }) => [uid, total])).toEqual([
      ['ann', '40.00000000'],
      ['bob', '10.00000000'],
      ['cid', '0.00000000'],
    ])
  })

  test('has an empty race to verify too', async () => {
    const raceId = await create()
    clock.set(at(200))
    await advanceRaces(database.db, { clock })
    await completeRace(database.db, { raceId, sourceGone: true }, { clock })
    expect(await verifyRace(database.db, raceId)).toMatchObject({
      ok: true,
      counts: { entrants: 0, samples: 0, readings: 0 },
    })
  })

  test('refuses a race that is not archived', async () => {
    const raceId = await create()
    await expect(verifyRace(database.db, raceId)).rejects.toMatchObject({ code: 'RACE_NOT_ARCHIVED' })
    await expect(verifyRace(database.db, 99)).rejects.toMatchObject({ code: 'RACE_NOT_FOUND' })
  })
})

const bob = sql`(select id from goated.users where username = 'bob')`
const ofArchive = (path: string, value: string) =>
  sql`update goated.historical_races set participants = jsonb_set(participants, ${path}::text[], ${value}::jsonb)`

describe('tampering is found:', () => {
  test.each([
    [
      'a sample',
      ['digest', 'payout', 'prize', 'rank', 'total'],
      sql`update goated.affiliate_stats set wagered_all_time = 15 where user_id = ${bob} and wagered_all_time = 65`,
    ],
    [
      'a counter that no total uses',
      ['digest'],
      sql`update goated.affiliate_stats set wagered_today = 1 where user_id = ${bob} and wagered_all_time = 65`,
    ],
    [
      'the anchor before the start',
      ['digest', 'payout', 'prize', 'rank', 'total'],
      sql`update goated.affiliate_stats set wagered_all_time = 65 where user_id = ${bob} and wagered_all_time = 5`,
    ],
    [
      'a row that a late reading made another repeat',
      ['digest', 'total'],
      sql`update goated.affiliate_stats set wagered_all_time = 66 where user_id = ${bob} and timestamp = ${at(30).toISOString()}::timestamptz`,
    ],
    [
      'a deleted row',
      ['digest', 'total'],
      sql`delete from goated.affiliate_stats where user_id = ${bob} and wagered_all_time = 70`,
    ],
    [
      'an added row',
      ['digest', 'total'],
      sql`insert into goated.affiliate_stats (id, user_id, timestamp, wagered_all_time, source) values (0, ${bob}, ${at(40).toISOString()}::timestamptz, 68, 'casino')`,
    ],
    ['an archived total', ['archive', 'total'], ofArchive('{1,total}', '"31.00000000"')],
    ['an archived rank', ['rank'], ofArchive('{1,rank}', '3')],
    ['an archived prize', ['prize'], ofArchive('{0,prize}', '"71.00"')],
    ['an archived entrant', ['archive'], sql`update goated.historical_races set participants = participants - 3`],
    ['the pool in the list of archives', ['archive'], sql`update goated.historical_races set prize_pool = 200`],
    [
      'the archived pool',
      ['archive', 'payout', 'prize'],
      sql`update goated.historical_races set metadata = jsonb_set(metadata, '{rules,prizePool}', '"200.00"')`,
    ],
    ['a rule of the race', ['archive'], sql`update goated.wager_races set ties = 'earliest'`],
    ['a payout', ['payout'], sql`update goated.race_payouts set amount = amount + 0.01 where place = 1`],
    ['a missing payout', ['payout'], sql`delete from goated.race_payouts where place = 2`],
    [
      'a payout too many',
      ['payout'],
      sql`insert into goated.race_payouts (race_id, user_id, place, amount, created_at) select race_id, (select id from goated.users where username = 'dan'), 3, 1, created_at from goated.race_payouts limit 1`,
    ],
    ['a digest', ['chain', 'digest'], sql`update goated.ingest_runs set digest = md5('x') where id = 2`],
    ['a link of the chain', ['chain'], sql`update goated.ingest_runs set chain = md5('x') where id = 2`],
    [
      'the end of the chain',
      ['chain'],
      sql`update goated.historical_races set metadata = jsonb_set(metadata, '{evidence,chain}', '"x"')`,
    ],
    ['a deleted reading', ['chain', 'digest'], sql`delete from goated.ingest_runs where id = 2`],
    ['a reading that was partial', ['digest'], sql`update goated.ingest_runs set complete = false where id = 2`],
  ])('%s', async (_what, expected, tamper) => {
    const raceId = await finishedRace()
    await database.db.execute(tamper)
    expect(await kinds(raceId)).toEqual(expected)
  })
})

test('says what differs, with both values', async () => {
  const raceId = await finishedRace()
  await database.db.update(racePayouts).set({ amount: 7001n }).where(eq(racePayouts.place, 1))
  expect((await verifyRace(database.db, raceId)).differences).toEqual([
    { kind: 'payout', uid: 'bob', field: 'amount', expected: '70.00', found: '70.01' },
  ])
})

describe('raceEvidence', () => {
  test('is plain JSON and comes in pages', async () => {
    const raceId = await finishedRace()
    const whole = await raceEvidence(database.db, raceId)
    expect(JSON.parse(JSON.stringify(whole))).toEqual(whole)
    expect(whole).toMatchObject({ raceId, participantCount: 4, nextOffset: null, settledBy: at(61).toISOString() })
    expect(whole.readings.map(({ asOf }) => asOf)).toEqual(
      [-1, 10, 30, 20, 61].map((minutes) => at(minutes).toISOString()),
    )
    const first = await raceEvidence(database.db, { archiveId: whole.archiveId }, { limit: 3 })
    const rest = await raceEvidence(database.db, raceId, { limit: 3, offset: first.nextOffset ?? 0 })
    expect([...first.participants, ...rest.participants]).toEqual(whole.participants)
    expect(rest.nextOffset).toBeNull()
    const streamed = []
    for await (const participant of evidenceParticipants(database.db, raceId, 2)) streamed.push(participant)
    expect(streamed).toEqual(whole.participants)
    await database.db.update(users).set({ nameHidden: true }).where(eq(users.username, 'bob'))
    const { participants } = await raceEvidence(database.db, raceId)
    expect(participants.map(({ standing, nameHidden }) => [standing.uid, nameHidden])).toEqual([
      ['bob', true],
      ['ann', false],
      ['dan', false],
      ['cid', false],
    ])
    expect(whole.participants.map(({ nameHidden }) => nameHidden)).toEqual([false, false, false, false])
    expect(whole.participants[0]?.samples.map(({ at: time, allTime, listed }) => [time, allTime, listed])).toEqual([
      [at(-1).toISOString(), '5.00000000', true],
      [at(10).toISOString(), '65.00000000', true],
      [at(20).toISOString(), '65.00000000', false],
      [at(30).toISOString(), '65.00000000', true],
      [at(61).toISOString(), '70.00000000', true],
    ])
  })
})

describe('replayStandings', () => {
  test('shows the board as it stood', async () => {
    const raceId = await finishedRace()
    const board = async (minutes: number) =>
      (await replayStandings(database.db, raceId, at(minutes))).map(({ uid, rank, total }) => [
        uid,
        rank,
        total / 10n ** 8n,
      ])
    expect(await board(0)).toEqual([])
    expect(await board(9)).toEqual([])
    expect(await board(15)).toEqual([
      ['bob', 1, 60n],
      ['ann', 2, 30n],
      ['cid', 3, 1n],
    ])
    expect(await board(30)).toEqual([
      ['bob', 1, 60n],
      ['ann', 2, 40n],
      ['dan', 3, 9n],
      ['cid', 4, 1n],
    ])
    expect(await board(500)).toEqual(await board(30))
  })
})

describe('checkRaces finds', () => {
  test.each([
    ['TOTAL_WRONG', sql`update goated.wager_race_participants set total_wager = total_wager + 1 where uid = 'cid'`],
    ['RANK_WRONG', sql`update goated.wager_race_participants set rank = 3 where uid = 'bob'`],
    ['READING_ROWS_DIFFER', sql`delete from goated.affiliate_stats where id = 1`],
    [
      'ROWS_WITHOUT_READING',
      sql`insert into goated.affiliate_stats (user_id, timestamp, wagered_all_time, source) values (1, now(), 1, 'casino')`,
    ],
    [
      'STANDINGS_VERSION_TWICE',
      sql`insert into goated.outbox_events (name, payload, created_at) select name, payload, created_at from goated.outbox_events where name = 'standings.updated' limit 1`,
    ],
    [
      'STATUS_TWICE',
      sql`insert into goated.outbox_events (name, payload, created_at) select name, payload, created_at from goated.outbox_events where name = 'race.started'`,
    ],
    [
      'STATUS_BACKWARDS',
      sql`insert into goated.outbox_events (id, name, payload, created_at) select 0, 'race.settling', payload, created_at from goated.outbox_events where name = 'race.started'`,
    ],
    ['STATUS_INCONSISTENT', sql`update goated.wager_races set completed_at = now()`],
    ['ARCHIVE_MISSING', sql`update goated.wager_races set status = 'completed'`],
    [
      'ARCHIVE_UNEXPECTED',
      sql`insert into goated.race_payouts (race_id, user_id, place, amount, created_at) select id, 1, 1, 1, now() from goated.wager_races`,
    ],
  ])('%s in an open race', async (code, tamper) => {
    await create()
    await read(-1, { ann: '100', bob: '5', cid: '1' })
    clock.set(at(0))
    await advanceRaces(database.db, { clock })
    await read(10, { ann: '130', bob: '65', cid: '2' })
    expect((await checkRaces(database.db)).violations).toEqual([])
    await database.db.execute(tamper)
    expect((await checkRaces(database.db)).violations.map((violation) => violation.code)).toContain(code)
  })

  test.each([
    ['PRIZES_EXCEED_POOL', sql`update goated.race_payouts set amount = amount + 1`],
    ['PRIZES_BELOW_POOL', sql`update goated.race_payouts set amount = amount - 1`],
    ['ARCHIVE_STANDING_DIFFERS', ofArchive('{1,total}', '"31.00000000"')],
    ['ARCHIVE_STANDING_DIFFERS', sql`update goated.historical_races set participants = participants - 2`],
    [
      'SERIES_RACE_MISSING',
      sql`with s as (insert into goated.race_series (title, type, prize_pool, prize_distribution, source, anchor_start, period_seconds, created_at) select title, 'custom', prize_pool, prize_distribution, source, start_date, 3600, created_at from goated.wager_races returning id) update goated.wager_races set series_id = s.id, occurrence = 0 from s`,
    ],
  ])('%s in a completed race', async (code, tamper) => {
    await finishedRace()
    await database.db.execute(tamper)
    expect((await checkRaces(database.db)).violations.map((violation) => violation.code)).toContain(code)
  })
})
