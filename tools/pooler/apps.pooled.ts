import { fileURLToPath } from 'node:url'
import { createRace } from '@goated/races'
import { connect, type Connection, MONEY_DECIMALS, parseAmount } from '@goated/schema'
import { queryRows } from '@goated/schema/internal'
import { type PostgresServer, type Script, startPostgres, startScript } from '@goated/testkit'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Pgbouncer, startPgbouncer } from './pgbouncer.ts'

const app = (name: string) => fileURLToPath(new URL(`../../examples/${name}/src/main.ts`, import.meta.url))
const patience = { timeout: 60_000, interval: 250 }

let postgres: PostgresServer
let pooler: Pgbouncer
let connection: Connection
const running: Script[] = []
beforeAll(async () => {
  postgres = await startPostgres()
  pooler = await startPgbouncer(postgres.url)
  connection = await connect(pooler.urlOf(postgres.url), { listen: false })
})
afterAll(async () => {
  for (const { child } of running) child.kill('SIGKILL')
  await Promise.all(running.map(({ ended }) => ended))
  await connection?.close()
  await pooler?.stop()
  await postgres?.stop()
})

function start(name: string, env: Record<string, string>): Script {
  const script = startScript(app(name), [], env)
  running.push(script)
  return script
}

async function startServer(env: Record<string, string>): Promise<string> {
  const server = start('server', {
    DATABASE_URL: pooler.urlOf(postgres.url),
    SESSION_SECRET: 'a secret of this test and of nothing else',
    PORT: '0',
    HOST: '127.0.0.1',
    ...env,
  })
  const { url } = JSON.parse(await server.waitFor('"listening"')) as { url: string }
  return url
}

// oxlint-disable-next-line typescript/no-explicit-any -- what an API answers, compared and not trusted
async function getJson(url: string): Promise<any> {
  const response = await fetch(url)
  expect(response.status, url).toBe(200)
  return response.json()
}

test('a race ends in front of two servers that share a pooler with a worker', async () => {
  const upstream = start('upstream', { PORT: '0', PLAYERS: '200', ACTIVITY: '80' })
  const upstreamUrl = /http:\S+/.exec(await upstream.waitFor('simulated players'))?.[0] ?? ''
  const worker = start('worker', {
    DATABASE_URL: pooler.urlOf(postgres.url),
    UPSTREAM_URL: upstreamUrl,
    INGEST_INTERVAL: '1s',
  })
  await worker.waitFor('worker started')

  // Under a name of its own, so that it can be told from what comes through the pooler.
  await connection.db.execute(sql`create role listener superuser login`)
  const direct = new URL(postgres.url)
  direct.username = 'listener'
  const listening = await startServer({ DATABASE_DIRECT_URL: direct.href })
  const polling = await startServer({})
  const sessions = await queryRows(connection.db, sql`select 1 from pg_stat_activity where usename = 'listener'`)
  expect(sessions).toHaveLength(1)

  const startDate = new Date(Date.now() + 2000)
  const { race } = await createRace(connection.db, {
    title: 'Pooled race',
    source: { id: 'goated', class: 'cumulative' },
    prizePool: '100.00',
    prizeDistribution: [
      { from: 1, percent: '60' },
      { from: 2, percent: '40' },
    ],
    startDate,
    endDate: new Date(startDate.getTime() + 12_000),
  })
  const statusAt = async (url: string) => (await getJson(`${url}/api/races/${race.id}`)).status
  for (const url of [listening, polling]) await expect.poll(() => statusAt(url), patience).toBe('live')
  for (const url of [listening, polling]) await expect.poll(() => statusAt(url), patience).toBe('completed')

  const results = await Promise.all(
    [listening, polling].map(async (url) => {
      const { items } = await getJson(`${url}/api/historical-races`)
      return getJson(`${url}/api/historical-races/${items[0].id}`)
    }),
  )
  expect(results[0]).toEqual(results[1])
  const prizes = results[0].participants.items.map(({ prize }: { prize: string }) =>
    parseAmount(prize, { decimals: MONEY_DECIMALS }),
  )
  expect(prizes.reduce((sum: bigint, prize: bigint) => sum + prize, 0n)).toBe(10_000n)

  worker.child.kill('SIGTERM')
  expect(await worker.ended).toMatchObject({ code: 0, stderr: '' })
})
