import { createAccountCache, goatedSource, type IngestResult, runIngest } from '@goated/ingest'
import { advanceRaces, createRace, recordRaceTotals } from '@goated/races'
import { connect, type Connection, formatAmount, migrate } from '@goated/schema'
import { queryRows } from '@goated/schema/internal'
import type { PostgresServer } from '@goated/testkit'
import { sql } from 'drizzle-orm'
import { createPlayers, type Players } from './players.ts'

/** A database in which every player is an entrant of one live race, a few readings old; rows copy it. */
export interface World {
  server: PostgresServer
  players: Players
  template: string
  raceId: number
  /** Source time of the newest reading. */
  asOf: Date
  setupMs: number
}

/** A copy of a world, open. */
export interface Copy extends Connection {
  name: string
  drop(): Promise<void>
}

export const bodyUrl = 'http://upstream.bench/referral-leaderboard/CODE'
export const benchSource = goatedSource({ url: bodyUrl })
const minutes = 60_000
/** A Monday: a race that starts with the provider's week, as most do. */
const raceStart = new Date('2026-03-02T00:00:00Z')
const raceDays = 7
/** Everyone wagers once before the first measured tick, but hardly more at once than they do in earnest. */
const readingsMin = 5
const wageringMax = 50_000

export async function createWorld(server: PostgresServer, count: number): Promise<World> {
  const started = performance.now()
  const players = createPlayers(count)
  const template = `world_${count}`
  const connection = await connect(await server.createDatabase(template), { queryTimeoutMs: 0 })
  const { db } = connection
  await migrate(db)
  const take = createTaker(connection, players)
  let asOf = raceStart
  expectChanges(await take(asOf), count)
  const clock = { now: () => asOf }
  const race = {
    title: 'Weekly race',
    source: benchSource,
    startDate: raceStart,
    endDate: new Date(raceStart.getTime() + raceDays * 24 * 60 * minutes),
    prizePool: '5000.00',
    prizeDistribution: [
      { from: 1, percent: '40' },
      { from: 2, to: 10, percent: '5' },
      { from: 11, to: 25, percent: '1' },
    ],
  }
  const { race: created } = await createRace(db, race, { clock })
  await advanceRaces(db, { clock })
  const readings = Math.max(readingsMin, Math.ceil(count / wageringMax))
  for (let reading = 0; reading < readings; reading++) {
    asOf = new Date(asOf.getTime() + 15 * minutes)
    const wagering = players.wager(everyNth(count, readings, reading))
    expectChanges(await take(asOf), wagering)
  }
  await db.execute(sql`vacuum (freeze, analyze)`)
  await db.execute(sql`checkpoint`)
  await connection.close()
  return { server, players, template, raceId: created.id, asOf, setupMs: performance.now() - started }
}

let copies = 0

/** Copies a world, so that what a row writes touches no other row, and reads it into the server's cache once. */
export async function copyWorld(world: World): Promise<Copy> {
  const name = `copy_${copies++}`
  const url = await world.server.createDatabase(name, world.template)
  const connection = await connect(url, { queryTimeoutMs: 0 })
  await connection.db.execute(sql`checkpoint`)
  for (const table of ['affiliate_accounts', 'wager_race_participants', 'wager_race_folds', 'users'])
    await connection.db.execute(sql`select count(*) from goated.${sql.raw(table)} as t where t is not null`)
  return {
    ...connection,
    name,
    async drop() {
      await connection.close()
      await world.server.dropDatabase(name)
    },
  }
}

/** What takes a reading of the players as they are now, through the public entry, from the bytes on. */
export function createTaker(connection: Pick<Connection, 'db'>, players: Pick<Players, 'body'>) {
  const cache = createAccountCache()
  return (asOf: Date, body: Buffer = players.body()): Promise<IngestResult> =>
    runIngest(
      connection.db,
      { source: benchSource },
      {
        clock: { now: () => asOf },
        projections: [recordRaceTotals],
        cache,
        http: { fetch: () => Promise.resolve(new Response(new Uint8Array(body))), bodyBytesMax: 2 ** 30 },
      },
    )
}

export function nextReading(asOf: Date): Date {
  return new Date(asOf.getTime() + 15 * minutes)
}

export function expectChanges(result: IngestResult, wanted: number): void {
  if (result.outcome !== 'ok') throw new Error(`A tick ended ${result.outcome}: ${result.reason}`)
  if (result.changed !== wanted) throw new Error(`A tick changed ${result.changed} players instead of ${wanted}.`)
}

/** A bench must not measure work that was not done: totals of some players, and ranks 1 to n in order. */
export async function expectStandings(
  copy: Pick<Connection, 'db'>,
  world: World,
  sample: readonly number[],
): Promise<void> {
  const { players, raceId } = world
  for (const player of sample) {
    const [entrant] = await queryRows<{ total: string }>(
      copy.db,
      sql`select total_wager::text as total from goated.wager_race_participants
        where race_id = ${raceId} and uid = ${players.uidOf(player)}`,
    )
    const expected = formatAmount(players.totalOf(player))
    if (entrant?.total !== expected) throw new Error(`A total is ${entrant?.total} instead of ${expected}.`)
  }
  const [wrong] = await queryRows<{ wrong: string }>(
    copy.db,
    sql`select count(*)::text as wrong from (select rank, rank() over (order by total_wager desc) as expected
      from goated.wager_race_participants where race_id = ${raceId}) as r
      where rank is distinct from expected`,
  )
  if (wrong?.wrong !== '0') throw new Error(`${wrong?.wrong} ranks are wrong.`)
}

function* everyNth(count: number, step: number, from: number): Generator<number> {
  for (let player = from; player < count; player += step) yield player
}
