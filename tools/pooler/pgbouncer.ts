import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'

export interface Pgbouncer {
  /** The same database as a URL of the server behind it. */
  urlOf(serverUrl: string): string
  stop(): Promise<void>
}

/** Connections to the server for each database: fewer than what one app opens, so that they must be shared. */
const poolSize = 4

/**
 * Puts a PgBouncer in transaction mode in front of a PostgreSQL server. Each transaction gets whatever connection is
 * free, so what a session would keep (settings, LISTEN, locks, prepared statements) ends up with somebody else.
 */
export async function startPgbouncer(serverUrl: string): Promise<Pgbouncer> {
  const server = new URL(serverUrl)
  const port = await freePort()
  const directory = await mkdtemp(join(tmpdir(), 'goated-pgbouncer-'))
  await chmod(directory, 0o755)
  const configuration = join(directory, 'pgbouncer.ini')
  await writeFile(
    configuration,
    [
      '[databases]',
      `* = host=${server.hostname} port=${server.port} user=${server.username}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      // Whoever reaches this machine's loopback may come in, as with the server behind.
      'auth_type = any',
      'pool_mode = transaction',
      `default_pool_size = ${poolSize}`,
      'max_client_conn = 1000',
      'server_idle_timeout = 5',
      'query_wait_timeout = 60',
      'log_connections = 0',
      'log_disconnections = 0',
      'log_stats = 0',
    ].join('\n'),
  )
  // It refuses to run as root, and drops to a user instead.
  const user = process.getuid?.() === 0 ? ['-u', 'postgres'] : []
  const child = spawn(process.env['PGBOUNCER'] ?? '/usr/sbin/pgbouncer', [...user, configuration], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (log = `${log}${chunk}`.slice(-10_000)))
  child.on('error', (error) => (log += error.message))
  const quit = () => child.kill('SIGKILL')
  process.once('exit', quit)

  const urlOf = (url: string) => {
    const pooled = new URL(url)
    pooled.host = `127.0.0.1:${port}`
    return pooled.href
  }
  const stop = async () => {
    process.off('exit', quit)
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    }
    await rm(directory, { recursive: true, force: true })
  }
  for (const end = Date.now() + 10_000; !(await answers(urlOf(serverUrl))); await delay(50))
    if (child.exitCode !== null || Date.now() > end) {
      await stop()
      throw new Error(`PgBouncer did not start:\n${log}`)
    }
  return { urlOf, stop }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('No free port.')
  return address.port
}
