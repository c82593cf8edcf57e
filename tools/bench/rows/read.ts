import { aroundOnBoard, findOnBoard, loadStandings } from '@goated/races'
import { formatAmount } from '@goated/schema'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import type { BenchContext } from '../context.ts'
import { type Contender, type Figure, measure, skipped } from '../measure.ts'
import { randomFrom } from '../players.ts'
import { addScores } from '../redis.ts'
import type { Row } from '../report.ts'
import { copyWorld } from '../world.ts'

const radius = 5
const remoteReads = 1000
const memoryReads = 100_000
const together = 100

/** One read at a time, unless it says otherwise: from the board in memory, from Redis, from an index of Postgres. */
export async function benchReads({
  world,
  options,
  redis,
}: BenchContext): Promise<Pick<Row, 'row' | 'figures' | 'notes'>[]> {
  const { raceId, players } = world
  const copy = await copyWorld(world)
  await copy.db.execute(sql`create index on goated.wager_race_participants (race_id, rank)`)
  await copy.db.execute(sql`vacuum analyze goated.wager_race_participants`)
  const client = new pg.Client({ connectionString: world.server.urlOf(copy.name) })
  await client.connect()
  const loading = performance.now()
  const board = await loadStandings(copy.db, raceId)
  const loadMs = performance.now() - loading
  const [someone] = board.entries
  if (someone) findOnBoard(board, someone.username)
  const key = `board:${players.count}`
  if (redis)
    await addScores(
      redis.client,
      key,
      board.entries.map(({ uid, amount }) => [uid, formatAmount(amount)] as const),
    )

  const random = randomFrom(11)
  const anyone = () => board.entries[Math.floor(random() * board.entries.length)] ?? board.entries[0]!
  const prepared = (name: string, text: string, values: unknown[]) =>
    client.query({ name, text, values, rowMode: 'array' })
  const columns = 'user_id, uid, rank, total_wager from goated.wager_race_participants where race_id = $1'
  const rows = {
    'read/top100': {
      memory: () => board.entries.slice(0, 100).length,
      redis: async () => redis?.client.zrevrange(key, 0, 99, 'WITHSCORES'),
      postgres: async () => prepared('top', `select ${columns} and rank <= 100 order by rank`, [raceId]),
    },
    'read/rank-of': {
      memory: () => findOnBoard(board, anyone().username)?.rank ?? 0,
      redis: async () => redis?.client.zrevrank(key, anyone().uid),
      postgres: async () => prepared('one', `select ${columns} and user_id = $2`, [raceId, anyone().userId]),
    },
    'read/around': {
      memory: () => aroundOnBoard(board, anyone().username, radius).length,
      redis: async () => {
        const rank = (await redis?.client.zrevrank(key, anyone().uid)) ?? 0
        return redis?.client.zrevrange(key, Math.max(0, rank - radius), rank + radius, 'WITHSCORES')
      },
      postgres: async () =>
        prepared(
          'around',
          `with me as (select rank from goated.wager_race_participants where race_id = $1 and user_id = $2)
          select ${columns} and rank between (select rank from me) - $3::int and (select rank from me) + $3::int order by rank`,
          [raceId, anyone().userId, radius],
        ),
    },
  } as const

  const measured: Pick<Row, 'row' | 'figures' | 'notes'>[] = []
  for (const row of options.rows) {
    if (row !== 'read/top100' && row !== 'read/rank-of' && row !== 'read/around') continue
    const { memory, redis: inRedis, postgres } = rows[row]
    const contenders: Contender[] = [
      { name: 'board in memory', run: async () => timeMany(memory) },
      { name: 'postgres index', run: () => timeOneByOne(postgres) },
    ]
    if (redis) {
      contenders.push({ name: 'redis', run: () => timeOneByOne(inRedis) })
      contenders.push({ name: `redis, ${together} in flight`, run: () => timeTogether(inRedis) })
    }
    const figures: Figure[] = await measure(contenders, { ...options, unit: 'us' })
    if (!redis) figures.push(skipped('redis', 'redis-server is not installed'))
    measured.push({ row, figures, notes: [`the board was loaded in ${Math.round(loadMs)} ms, once a tick`] })
  }
  await client.end()
  await copy.drop()
  return measured
}

/** Times in µs a read. */
function timeMany(read: () => number): number {
  let sum = 0
  const started = performance.now()
  for (let done = 0; done < memoryReads; done++) sum += read()
  const took = performance.now() - started
  // Looked at, so that the work cannot be optimised away.
  if (sum < memoryReads) throw new Error('Reads came back empty.')
  return (took * 1000) / memoryReads
}

async function timeOneByOne(read: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  for (let done = 0; done < remoteReads; done++) await read()
  return ((performance.now() - started) * 1000) / remoteReads
}

async function timeTogether(read: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  for (let done = 0; done < remoteReads; done += together) await Promise.all(Array.from({ length: together }, read))
  return ((performance.now() - started) * 1000) / remoteReads
}
