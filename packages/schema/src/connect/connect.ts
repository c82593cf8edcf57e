import { schemaError } from '../schema-errors.ts'
import type { Connection, ConnectOptions, HttpConnection } from './connection.ts'
import { parseDatabaseUrl } from './database-url.ts'

/**
 * Opens a database by its URL:
 *
 * - `memory://` an embedded Postgres that is gone with the process
 * - `pglite://DIRECTORY` an embedded Postgres kept in a directory, for one process at a time
 * - `postgres://...` a server, through `pg`, or through Neon's WebSocket driver when the host is Neon's
 *
 * The driver of each is an optional peer dependency and loaded only here.
 *
 * @throws DATABASE_URL_INVALID
 * @throws DATABASE_DRIVER_MISSING
 * @throws DATABASE_LOCKED another process has the directory open
 */
export async function connect(url: string, options: ConnectOptions = {}): Promise<Connection> {
  const connection = await open(url, options)
  if (options.listen !== false) return connection
  const { listen: _, ...without } = connection
  return without
}

async function open(url: string, options: ConnectOptions): Promise<Connection> {
  const target = parseDatabaseUrl(url)
  const listenUrl = options.listenUrl === undefined ? undefined : serverUrl(options.listenUrl, 'Listening needs')
  if (target.scheme !== 'postgres') {
    const { openPGlite } = await import('./pglite.ts')
    return openPGlite(target.scheme === 'pglite' ? target.directory : undefined)
  }
  const driver = options.driver ?? (isNeon(target.url) ? 'neon-websocket' : 'pg')
  if (driver === 'neon-websocket') return (await import('./neon.ts')).openNeonWebSocket(target.url, listenUrl, options)
  return (await import('./postgres.ts')).openPostgres(target.url, listenUrl, options)
}

/**
 * Opens a Neon database over HTTP, for places where no connection can be held open.
 * It runs single statements: functions that need a transaction do not accept its `db`.
 *
 * @throws DATABASE_URL_INVALID
 * @throws DATABASE_DRIVER_MISSING
 */
export async function connectHttp(url: string): Promise<HttpConnection> {
  const target = serverUrl(url, 'HTTP connections need')
  return (await import('./neon.ts')).openNeonHttp(target)
}

function serverUrl(text: string, what: string): URL {
  const target = parseDatabaseUrl(text)
  if (target.scheme === 'postgres') return target.url
  throw schemaError('DATABASE_URL_INVALID', `${what} a postgres:// URL.`)
}

function isNeon(url: URL): boolean {
  return url.hostname.endsWith('.neon.tech')
}
