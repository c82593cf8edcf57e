import { once } from 'node:events'
import { createServer } from 'node:net'
import { createSimulation, startUpstream, type Upstream } from '@goated/example-upstream'
import { connect, type Connection, migrate } from '@goated/schema'
import { type PostgresServer, type Script, startPostgres, startScript } from '@goated/testkit'

export const ADMIN = { username: 'chief', password: 'correct horse battery staple' }

/** A whole installation: processes of server and worker, a simulated casino, and a PostgreSQL of their own. */
export interface Site {
  url: string
  postgres: PostgresServer
  databaseUrl: string
  upstream: Upstream
  connection: Connection
  /** Starts a process, or another one of its kind, with further variables if need be, and resolves when it works. */
  start(app: 'server' | 'worker', further?: Record<string, string>): Promise<Script>
  /** Ends everything. */
  stop(): Promise<void>
}

export interface SiteOptions {
  /** Variables of both processes, or further ones. */
  environment?: Record<string, string>
  players?: number
  /** How often the worker takes a reading. Default `1s`. */
  interval?: string
}

const mains = {
  server: new URL('../../examples/server/src/main.ts', import.meta.url),
  worker: new URL('../../examples/worker/src/main.ts', import.meta.url),
}
const working = { server: '"listening"', worker: '"worker started"' }
const token = 'token-of-the-simulated-casino'

/** Starts the database and the casino, and migrates; the processes are started by who needs them. */
export async function startSite(options: SiteOptions = {}): Promise<Site> {
  const postgres = await startPostgres()
  const databaseUrl = await postgres.createDatabase('site')
  const connection = await connect(databaseUrl)
  await migrate(connection.db)
  const now = new Date()
  const upstream = await startUpstream({
    simulation: createSimulation({ seed: 'site', players: options.players ?? 200, startAt: now, activity: 100 }),
    startedAt: now,
    token,
  })
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const environment = {
    DATABASE_URL: databaseUrl,
    SESSION_SECRET: 'a secret of tests, longer than it need be',
    ADMIN_USERNAME: ADMIN.username,
    ADMIN_PASSWORD: ADMIN.password,
    HOST: '127.0.0.1',
    PORT: String(port),
    UPSTREAM_URL: `${upstream.url}/referral-leaderboard/SITE`,
    UPSTREAM_TOKEN: token,
    INGEST_INTERVAL: options.interval ?? '1s',
    STALE_AFTER: '8s',
    LOG_LEVEL: 'info',
    ...options.environment,
  }
  const processes: Script[] = []
  return {
    url,
    postgres,
    databaseUrl,
    upstream,
    connection,
    async start(app, further = {}) {
      const process = startScript(mains[app], [], { ...environment, ...further })
      processes.push(process)
      await process.waitFor(working[app])
      return process
    },
    async stop() {
      for (const { child } of processes) child.kill('SIGKILL')
      await Promise.all(processes.map(({ ended }) => ended))
      await connection.close().catch(() => {})
      await upstream.close()
      await postgres.stop()
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || address === null) throw new Error('No free port.')
  return address.port
}

/** Asks again and again until an answer is right; what was wrong with the last one is the failure. */
export async function eventually<Result>(attempt: () => Promise<Result>, withinMs: number = 30_000): Promise<Result> {
  for (const deadline = Date.now() + withinMs; ;) {
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > deadline) throw error
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}
