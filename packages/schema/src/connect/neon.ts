import type { Pool } from 'pg'
import { explainErrors } from '../migrations/explain-errors.ts'
import { CONNECT_DEFAULTS, type Connection, type ConnectOptions, type HttpConnection } from './connection.ts'
import { withoutPassword } from './database-url.ts'
import { createListener } from './listen.ts'
import { loadDriver } from './load-driver.ts'
import { askForIsoDates, survivePoolErrors } from './pool.ts'

const name = '@neondatabase/serverless'

/**
 * Opens a Neon database through its WebSocket driver, which has transactions like any other.
 *
 * @throws DATABASE_DRIVER_MISSING
 */
export async function openNeonWebSocket(
  url: URL,
  listenUrl: URL | undefined,
  options: ConnectOptions,
): Promise<Connection> {
  const neon = await loadDriver(name, () => import('@neondatabase/serverless'))
  const { drizzle } = await import('drizzle-orm/neon-serverless')
  // Node 20 has no WebSocket of its own; the driver's users bring one.
  if (!('WebSocket' in globalThis) && !neon.neonConfig.webSocketConstructor)
    neon.neonConfig.webSocketConstructor = await loadWebSocket()
  const settings = { ...CONNECT_DEFAULTS, ...options }
  const onError = options.onError ?? (() => {})
  const config = {
    connectionString: url.href,
    application_name: settings.applicationName,
    connectionTimeoutMillis: settings.connectTimeoutMs,
    ...(settings.queryTimeoutMs > 0 ? { query_timeout: settings.queryTimeoutMs } : {}),
  }
  const pool = new neon.Pool({ ...config, max: settings.max, idleTimeoutMillis: 30_000 })
  survivePoolErrors(pool as unknown as Pool, onError)
  askForIsoDates(pool as unknown as Pool)
  // Neon's pooled address cannot listen; the database's own can.
  const direct = listenUrl?.href ?? url.href.replace('-pooler.', '.')
  const listener = createListener(
    () => new neon.Client({ ...config, connectionString: direct, query_timeout: 10_000 }),
    onError,
  )

  let closing: Promise<void> | undefined
  return {
    db: explainErrors(drizzle(pool)),
    kind: 'neon-websocket',
    url: withoutPassword(url),
    close: () => (closing ??= Promise.all([listener.close(), pool.end()]).then(() => {})),
    listen: listener.listen,
  }
}

/**
 * Opens a Neon database over HTTP.
 *
 * @throws DATABASE_DRIVER_MISSING
 */
export async function openNeonHttp(url: URL): Promise<HttpConnection> {
  const { neon } = await loadDriver(name, () => import('@neondatabase/serverless'))
  const { drizzle } = await import('drizzle-orm/neon-http')
  return { db: explainErrors(drizzle(neon(url.href))), kind: 'neon-http', url: withoutPassword(url) }
}

async function loadWebSocket() {
  // Named through a variable, because neither the compiler nor a bundler must insist on it.
  const ws: string = 'ws'
  const module = (await loadDriver(ws, () => import(/* @vite-ignore */ ws))) as { default: typeof WebSocket }
  return module.default
}
