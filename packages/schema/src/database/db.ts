import type { SQL } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

// The only file that names drizzle's database type: its name changes with drizzle 1.0.

/** Any Postgres database of drizzle, whatever its driver, or a transaction of one. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Db = PgDatabase<PgQueryResultHKT, any, any>

/**
 * A database that can run several statements as one transaction.
 * Neon's HTTP driver cannot; it is told apart by its `batch` method, so handing it in fails at compile time.
 */
export type TransactionalDb = Db & { readonly batch?: never }

/**
 * The SQLSTATE of a failed statement, wherever the driver or drizzle put it; undefined when there is none.
 * Drizzle's own message contains the parameters, so log this instead of the message.
 */
export function sqlState(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth++) {
    const { code, cause } = at as { code?: unknown; cause?: unknown }
    if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return code
    at = cause
  }
  return undefined
}

/**
 * Runs a statement and returns its rows, whatever the driver wraps them in. Column values come as the driver gives
 * them, so cast numerics and timestamps to text where exactness matters.
 */
export async function queryRows<Row extends Record<string, unknown>>(db: Db, query: SQL): Promise<Row[]> {
  const result: unknown = await db.execute(query)
  return (Array.isArray(result) ? result : (result as { rows: Row[] }).rows) as Row[]
}
