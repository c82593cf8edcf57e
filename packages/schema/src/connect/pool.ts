import type { Client, ClientConfig, Pool, PoolClient } from 'pg'

/**
 * Makes a pool survive connections that break:
 *
 * - an `error` event without a listener ends the process, and a connection has none of the pool's while it is lent out
 * - drizzle does not give back a connection whose `begin` failed; a server that restarts a few times would empty the
 *   pool for good. So a connection that has ended gives itself back.
 *
 * Neon's driver has the same pool, under another name.
 */
export function survivePoolErrors(pool: Pool, onError: (error: Error) => void): void {
  pool.on('error', onError)
  pool.on('connect', (client) => {
    client.on('error', () => {})
  })
  const connect = pool.connect.bind(pool) as (...parameters: unknown[]) => Promise<PoolClient>
  // Called with a callback by the pool itself, whose own handling of broken connections is sound.
  pool.connect = ((...parameters: unknown[]) =>
    parameters.length > 0 ? connect(...parameters) : connect().then(releaseOnEnd)) as Pool['connect']
}

function releaseOnEnd(client: PoolClient): PoolClient {
  const release = client.release.bind(client)
  let released = false
  const giveBack = (error?: boolean | Error) => {
    if (released) return
    released = true
    client.off('end', onEnd)
    release(error)
  }
  const onEnd = () => giveBack(true)
  client.once('end', onEnd)
  client.release = giveBack
  return client
}

/** What `pg` and Neon's copy of it have beyond their types. */
interface PoolInternals {
  Client: new (config: ClientConfig) => Client & { getStartupConf?: () => Record<string, string> }
}

/**
 * Makes the server print times in the one form that drizzle can read, whatever its own setting. It is asked for as part
 * of the login, as libpq and JDBC do it, so a transaction pooler knows of it and gives it to every connection it lends
 * out. Only selections beyond our own functions need it: those ask for milliseconds.
 */
export function askForIsoDates(pool: Pool): void {
  const internals = pool as unknown as PoolInternals
  const Plain = internals.Client
  internals.Client = function createClient(config: ClientConfig) {
    const client = new Plain(config)
    const login = client.getStartupConf?.bind(client)
    if (login) client.getStartupConf = () => ({ ...login(), DateStyle: 'ISO, MDY' })
    return client
  } as unknown as PoolInternals['Client']
}
