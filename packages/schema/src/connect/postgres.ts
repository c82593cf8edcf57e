import { explainErrors } from '../migrations/explain-errors.ts'
import { CONNECT_DEFAULTS, type Connection, type ConnectOptions } from './connection.ts'
import { withoutPassword } from './database-url.ts'
import { createListener } from './listen.ts'
import { loadDriver } from './load-driver.ts'
import { askForIsoDates, survivePoolErrors } from './pool.ts'

/**
 * Opens a Postgres server through `pg`. The first statement connects; nothing is sent before.
 *
 * @throws DATABASE_DRIVER_MISSING
 */
export async function openPostgres(url: URL, listenUrl: URL | undefined, options: ConnectOptions): Promise<Connection> {
  const { default: pg } = await loadDriver('pg', () => import('pg'))
  const { drizzle } = await import('drizzle-orm/node-postgres')
  const settings = { ...CONNECT_DEFAULTS, ...options }
  const onError = options.onError ?? (() => {})
  // Time limits are the client's own: a limit set on the server would be a session setting, which a pooler refuses.
  const config = {
    connectionString: url.href,
    application_name: settings.applicationName,
    connectionTimeoutMillis: settings.connectTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    ...(settings.queryTimeoutMs > 0 ? { query_timeout: settings.queryTimeoutMs } : {}),
  }
  const pool = new pg.Pool({ ...config, max: settings.max, idleTimeoutMillis: 30_000 })
  survivePoolErrors(pool, onError)
  askForIsoDates(pool)
  const direct = (listenUrl ?? url).href
  const listener = createListener(
    () => new pg.Client({ ...config, connectionString: direct, query_timeout: 10_000 }),
    onError,
  )

  let closing: Promise<void> | undefined
  return {
    db: explainErrors(drizzle(pool)),
    kind: 'pg',
    url: withoutPassword(url),
    close: () => (closing ??= Promise.all([listener.close(), pool.end()]).then(() => {})),
    listen: listener.listen,
  }
}
