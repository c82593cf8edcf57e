import { resolve } from 'node:path'
import { explainErrors } from '../migrations/explain-errors.ts'
import type { Connection } from './connection.ts'
import { loadDriver } from './load-driver.ts'
import { lockDirectory } from './pglite-lock.ts'

/**
 * Opens an embedded Postgres, in memory or kept in a directory.
 *
 * @throws DATABASE_DRIVER_MISSING
 * @throws DATABASE_LOCKED
 */
export async function openPGlite(directory: string | undefined): Promise<Connection> {
  const { PGlite } = await loadDriver('@electric-sql/pglite', () => import('@electric-sql/pglite'))
  const { drizzle } = await import('drizzle-orm/pglite')
  const path = directory === undefined ? undefined : resolve(directory)
  const unlock = path === undefined ? undefined : await lockDirectory(path)
  const client = new PGlite(path)
  try {
    await client.waitReady
    // One session, and nobody else's: a setting of it holds.
    await client.exec("set datestyle to 'ISO, MDY'")
  } catch (error) {
    await unlock?.()
    throw error
  }

  let closing: Promise<void> | undefined
  return {
    db: explainErrors(drizzle(client)),
    kind: 'pglite',
    url: path === undefined ? 'memory://' : `pglite://${path}`,
    // oxlint-disable-next-line typescript/no-misused-promises -- finally waits for what it is given
    close: () => (closing ??= client.close().finally(() => unlock?.())),
    async listen(channel, onMessage) {
      // Quoted, as everywhere else, or the name would be folded to lower case. Called back later, because a listener
      // that queries at once would wait for the very statement that is calling it.
      const quoted = `"${channel.replaceAll('"', '""')}"`
      const forward = (payload: string) => queueMicrotask(() => onMessage(payload))
      await client.listen(quoted, forward)
      // Not the function that listen returns: that one forgets the quotes, and goes on listening.
      return () => client.unlisten(quoted, forward)
    },
  }
}
