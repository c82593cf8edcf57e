import { sql } from 'drizzle-orm'
import type { TransactionalDb } from './db.ts'

/** How long a transaction may make others wait. */
export interface TransactionLimits {
  /**
   * How long its process may leave it idle, or leave an answer unread, in milliseconds. Then the server ends the session,
   * and with it all locks: a process that was stopped or has lost its network keeps nobody out.
   */
  idleMs: number
  /** How long it waits for a lock, in milliseconds. Default 5 seconds. */
  lockWaitMs?: number
}

const lockWaitMsDefault = 5_000

/**
 * The same database with limits on every transaction that is begun on it. They are set for each transaction and not
 * for the session, so they work behind a transaction pooler and leak to nobody.
 */
export function limitTransactions<Database extends TransactionalDb>(db: Database, limits: TransactionLimits): Database {
  const { idleMs, lockWaitMs = lockWaitMsDefault } = limits
  const settings: Record<string, number> = {
    lock_timeout: lockWaitMs,
    idle_in_transaction_session_timeout: idleMs,
    // An answer that is not read is not idle; over a Unix socket nothing ends it.
    tcp_user_timeout: idleMs,
  }
  const rows = Object.entries(settings).map(([name, ms]) => sql`(${name}::text, ${String(ms)}::text)`)
  // What this server does not know is left out.
  const limit = sql`
    select set_config(name, value, true) from (values ${sql.join(rows, sql`, `)}) as limits (name, value)
    where current_setting(name, true) is not null`
  const transaction: Database['transaction'] = (work, config) =>
    db.transaction(async (tx) => {
      await tx.execute(limit)
      return work(tx)
    }, config)
  return Object.assign(Object.create(db) as Database, { transaction })
}
