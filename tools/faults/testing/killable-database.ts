import { callbackify } from 'node:util'
import type { TransactionalDb } from '@goated/schema'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'

/** Whose end the connection meets: the server's process is terminated, or the client's goes without a word. */
export const DEATHS = ['backend', 'client'] as const
export type Death = (typeof DEATHS)[number]

/** A database whose connection dies when a statement is done, before the answer to it arrives. */
export interface KillableDatabase {
  db: TransactionalDb
  /** The statements so far, in order. */
  statements: readonly string[]
  /** The connection has died. */
  dead(): boolean
  close(): Promise<void>
}

/**
 * Opens a database over one connection that dies after so many statements.
 *
 * @param after of how many statements, `begin` and `commit` included; null: never
 * @param terminate ends a server process by its id, and waits until it is gone
 */
export function openKillable(
  url: string,
  after: number | null,
  death: Death,
  terminate: (pid: number) => Promise<void>,
): KillableDatabase {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  const statements: string[] = []
  let dead = false
  pool.on('error', () => {})

  async function kill(client: pg.PoolClient): Promise<never> {
    dead = true
    if (death === 'backend') await terminate(processIdOf(client))
    else socketOf(client).destroy()
    throw new Error('The connection died.')
  }

  pool.on('connect', (client: pg.PoolClient) => {
    client.on('error', () => {})
    const query = client.query.bind(client) as unknown as (...parameters: unknown[]) => Promise<unknown>
    const counted = async (...parameters: unknown[]) => {
      // A process that died asks for nothing more.
      if (dead) throw new Error('The connection is dead.')
      statements.push(textOf(parameters[0]))
      const mine = statements.length
      const answer = await query(...parameters)
      return mine === after ? kill(client) : answer
    }
    client.query = ((...parameters: unknown[]) => {
      const callback = parameters.at(-1)
      if (typeof callback !== 'function') return counted(...parameters)
      // The pool itself asks with a callback.
      const answered = (error: unknown, answer?: unknown) => callback(error ?? null, answer)
      callbackify(() => counted(...parameters.slice(0, -1)))(answered)
      return undefined
    }) as unknown as typeof client.query
  })

  return {
    db: drizzle(pool),
    statements,
    dead: () => dead,
    // One that died may never be given back to the pool, which would wait for it for ever.
    close: () => (dead ? Promise.resolve(void pool.end()) : pool.end()),
  }
}

function textOf(query: unknown): string {
  const text = typeof query === 'string' ? query : ((query as { text?: string }).text ?? '')
  return text.replaceAll(/\s+/g, ' ').trim()
}

// Both are there at run time, and missing from the types.
function processIdOf(client: pg.PoolClient): number {
  return (client as unknown as { processID: number }).processID
}

function socketOf(client: pg.PoolClient): { destroy(): void } {
  return (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream
}
