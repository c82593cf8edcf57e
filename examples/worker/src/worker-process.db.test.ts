import { leaseTtlOf } from '@goated/ingest'
import { checkRaces, createRace } from '@goated/races'
import { historicalRaces, ingestRuns, outboxEvents, raceVerifications } from '@goated/schema/tables'
import {
  type FakeUpstream,
  json,
  startFakeUpstream,
  testDatabase,
  type TestDatabase,
  testEngine,
} from '@goated/testkit'
import { asc, gte, sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startWorkerProcess, type WorkerProcess } from './testing/worker-process.ts'

/** Longer than it takes another worker to notice on a busy machine. */
const raceMs = 20_000

// One process at a time may have an embedded database, so these need a server.
describe.runIf(testEngine() === 'postgres')('a worker in a process of its own', () => {
  let databases: TestDatabase[]
  let upstream: FakeUpstream
  let workers: WorkerProcess[]
  /** What every player has wagered by now. */
  let wagered: Record<string, number>
  beforeEach(async () => {
    databases = [await testDatabase(), await testDatabase()]
    upstream = await startFakeUpstream()
    workers = []
    wagered = { ann: 100, bob: 100, cid: 100 }
    upstream.answer((request, response) => {
      const data = Object.entries(wagered).map(([name, all_time]) => ({
        uid: name,
        name,
        wagered: { today: all_time, this_week: all_time, this_month: all_time, all_time },
      }))
      json({ data })(request, response)
    })
  })
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.end('SIGKILL')))
    await upstream.close()
    await Promise.all(databases.map((database) => database.close()))
  })

  async function start({ url }: TestDatabase, env: Record<string, string> = {}): Promise<WorkerProcess> {
    const worker = await startWorkerProcess({ DATABASE_URL: url ?? '', UPSTREAM_URL: upstream.url, ...env })
    workers.push(worker)
    return worker
  }

  /** Starts a worker, and holds up its tick in the middle of the transaction that stores the reading. */
  async function stopInTick(env: Record<string, string>, whileHeld: (worker: WorkerProcess) => Promise<void>) {
    const [{ db }] = databases as [TestDatabase]
    return db.transaction(async (tx) => {
      await tx.execute(sql`lock table goated.leaderboard_snapshots in share mode`)
      const worker = await start(databases[0] as TestDatabase, env)
      await expect.poll(() => waiting(db)).toBe(1)
      worker.child.kill('SIGTERM')
      await worker.waitFor('worker stopping')
      await whileHeld(worker)
      return worker
    })
  }
  const count = async (db: TestDatabase['db'], where: ReturnType<typeof sql>) => {
    const [row] = await db
      .select({ count: sql<number>`count(*)::int` })
      .from(sql`pg_stat_activity`)
      .where(where)
    return row?.count
  }
  const waiting = (db: TestDatabase['db']) =>
    count(db, sql`datname = current_database() and application_name = 'goated-worker' and wait_event_type = 'Lock'`)
  const connected = (db: TestDatabase['db']) =>
    count(db, sql`datname = current_database() and application_name = 'goated-worker'`)

  test('that is told to end finishes the tick under way', async () => {
    const { db } = databases[0] as TestDatabase
    const worker = await stopInTick({}, async ({ ask }) => {
      expect(await ask('/health/live')).toMatchObject({ status: 200 })
      expect((await ask('/health/ready')).status).toBe(503)
    })
    expect(await worker.ended).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining('worker stopped"'),
    })
    expect(await db.select().from(ingestRuns)).toMatchObject([{ outcome: 'ok', listedUsers: 3 }])
  })

  test('that is told to end does not wait for ever for a tick, which leaves nothing then', async () => {
    const { db } = databases[0] as TestDatabase
    await stopInTick({ WORKER_STOP_WITHIN: '500ms' }, async (worker) => {
      expect(await worker.ended).toMatchObject({
        code: 0,
        stderr: '',
        stdout: expect.stringContaining('rolls it back'),
      })
    })
    await expect.poll(() => connected(db)).toBe(0)
    expect(await db.select().from(ingestRuns)).toEqual([])
    await start(databases[0] as TestDatabase)
    await expect.poll(() => db.$count(ingestRuns)).toBeGreaterThan(0)
  })

  test.each(['SIGKILL', 'SIGSTOP'] as const)(
    'that ends by %s in a race has another go on, as if there had been one',
    async (signal) => {
      const [shared, single] = databases as [TestDatabase, TestDatabase]
      await start(single)
      const two = [await start(shared), await start(shared)]
      const startDate = new Date(Date.now() + 1500)
      for (const { db } of databases) await createRaceFor(db, startDate, new Date(startDate.getTime() + raceMs))
      const leaders = async () => {
        const held = await Promise.all(two.map(({ metric }) => metric('goated_lease_held').catch(() => 'gone')))
        return two.filter((_, index) => held[index] === '1')
      }
      for (const { db } of databases)
        await expect
          .poll(() => db.$count(ingestRuns, gte(ingestRuns.asOf, startDate)), { timeout: 15_000 })
          .toBeGreaterThan(0)
      await expect.poll(leaders).toHaveLength(1)
      const [leader] = await leaders()
      leader?.child.kill(signal)
      wagered = { ann: 110, bob: 160, cid: 130 }
      const other = two.find((worker) => worker !== leader) as WorkerProcess
      await expect.poll(() => other.metric('goated_lease_held')).toBe('1')
      for (const { db } of databases) await expect.poll(() => db.$count(historicalRaces), { timeout: 60_000 }).toBe(1)
      // A process that nobody listens to verifies what it archives all the same.
      for (const { db } of databases) {
        await expect.poll(() => db.$count(raceVerifications)).toBe(1)
        expect(await db.select().from(raceVerifications)).toMatchObject([{ ok: true, differences: [] }])
      }
      if (signal === 'SIGSTOP') {
        leader?.child.kill('SIGCONT')
        await expect.poll(() => leader?.metric('goated_lease_held')).toBe('0')
        expect(await leader?.end('SIGTERM')).toMatchObject({ code: 0 })
      }
      expect(await other.end('SIGTERM')).toMatchObject({ code: 0, stderr: '' })

      const [together, alone] = await Promise.all([shared, single].map(({ db }) => outcomeOf(db)))
      expect(together).toEqual(alone)
      expect(together?.archived?.map(({ uid, total, prize }) => [uid, total, prize])).toEqual([
        ['bob', '60.00000000', '7.00'],
        ['cid', '30.00000000', '3.00'],
        ['ann', '10.00000000', '0.00'],
      ])
      expect((await checkRaces(shared.db, { totals: true })).violations).toEqual([])
    },
    180_000,
  )

  test.each([
    ['stores a reading', 'ingest_runs'],
    ['records a leaderboard', 'leaderboard_snapshots'],
    ['starts a race', 'outbox_events'],
    ['completes a race', 'historical_races'],
    ['keeps a verification', 'race_verifications'],
  ])('that is stopped while it %s keeps nobody out', async (_, table) => {
    const { db } = databases[0] as TestDatabase
    const stopped = await start(databases[0] as TestDatabase)
    await expect.poll(() => stopped.metric('goated_players_listed')).toBe('3')
    const standby = await start(databases[0] as TestDatabase)
    await db.transaction(async (tx) => {
      const now = Date.now()
      await createRaceFor(db, new Date(now + 300), new Date(now + 600))
      wagered = { ann: 110, bob: 160, cid: 130 }
      await tx.execute(sql`lock table ${sql.identifier('goated')}.${sql.identifier(table)} in share mode`)
      await expect.poll(() => waiting(db)).toBeGreaterThan(0)
      stopped.child.kill('SIGSTOP')
    })
    // Its statement ends now, and its transaction stays open: nobody is there to end it.
    const stoppedAt = performance.now()
    await expect.poll(() => standby.metric('goated_lease_held'), { interval: 50 }).toBe('1')
    await expect
      .poll(async () => (await standby.ask('/metrics')).text, { interval: 50 })
      .toMatch(/^goated_ticks_total\{outcome="ok"\} [1-9]/m)
    // Twice the time of a lease, and what a busy machine adds.
    expect(performance.now() - stoppedAt).toBeLessThan(2 * leaseTtlOf(1_000) + 3_000)
    await expect.poll(() => db.$count(raceVerifications), { timeout: 60_000 }).toBe(1)

    stopped.child.kill('SIGCONT')
    await expect.poll(() => stopped.metric('goated_lease_held')).toBe('0')
    await expect.poll(async () => (await stopped.ask('/health/ready')).status).toBe(200)
    expect(await stopped.end('SIGTERM')).toMatchObject({ code: 0, stderr: '' })
    expect(await standby.end('SIGTERM')).toMatchObject({ code: 0, stderr: '' })
    expect((await checkRaces(db, { totals: true })).violations).toEqual([])
  })

  async function createRaceFor(db: TestDatabase['db'], startDate: Date, endDate: Date): Promise<void> {
    await createRace(db, {
      title: 'Race',
      prizePool: '10.00',
      prizeDistribution: [
        { from: 1, percent: '70' },
        { from: 2, percent: '30' },
      ],
      source: { id: 'goated', class: 'cumulative' },
      startDate,
      endDate,
    })
  }

  /** The archive, and what happened in the race; not what depends on how many readings there were. */
  async function outcomeOf(db: TestDatabase['db']) {
    const [race] = await db.select().from(historicalRaces)
    const events = await db.select().from(outboxEvents).orderBy(asc(outboxEvents.id))
    return {
      archived: race?.participants.map(({ rank, uid, total, prize }) => ({ rank, uid, total, prize })),
      events: events
        .filter(({ name }) => /^(race\.(started|settling|completed)|rank\.changed)$/.test(name))
        .map(({ name, payload: { rank, previousRank, username, prizes } }) => [
          name,
          rank,
          previousRank,
          username,
          prizes,
        ]),
    }
  }

  test('tells how it is over HTTP', async () => {
    const worker = await start(databases[0] as TestDatabase)
    await expect.poll(() => worker.metric('goated_players_listed')).toBe('3')
    const { text } = await worker.ask('/metrics')
    expect(text).toMatch(/^goated_ticks_total\{outcome="ok"\} [1-9]/m)
    expect(text).toMatch(/^goated_tick_duration_seconds_count [1-9]/m)
    expect(text).toMatch(/^goated_races_open\{status="live"\} 0$/m)
    expect(Number(await worker.metric('goated_reading_age_seconds'))).toBeLessThan(10)
    expect(await worker.ask('/health/ready')).toEqual({ status: 200, text: '{"status":"ok"}' })
    expect(await worker.ask('/health/other')).toMatchObject({ status: 404 })

    const { db } = databases[0] as TestDatabase
    await db.execute(sql`alter schema goated rename to elsewhere`)
    expect((await worker.ask('/health/ready')).status).toBe(503)
    expect((await worker.ask('/health/live')).status).toBe(200)
    const without = (await worker.ask('/metrics')).text
    expect(without).toMatch(/^goated_database_up 0$/m)
    expect(without).not.toMatch(/^goated_players_listed /m)
    await db.execute(sql`alter schema elsewhere rename to goated`)
    await expect.poll(async () => (await worker.ask('/health/ready')).status).toBe(200)
  })
})
