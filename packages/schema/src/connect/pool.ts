import type { Pool, PoolClient } from 'pg'

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
