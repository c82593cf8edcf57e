import { sql } from 'drizzle-orm'
import { schemaError } from '../schema-errors.ts'
import { type Db, sqlState } from './db.ts'

/** How long one transaction waits for another. */
const waitMs = 5_000
/** How long whoever holds the lock may leave its transaction idle. Reading 100,000 rows takes a second. */
const idleMs = 30_000

/**
 * Makes transactions that store readings of a source, or that create a race from its stored readings, follow one
 * another. Taken before any race is locked, by everybody, so that nobody waits for each other in a circle. It ends
 * with the transaction, at the latest when its process has stood still for half a minute: the server then ends the
 * session, unless a tighter limit is set.
 *
 * From here on, no lock of this transaction is waited for longer than five seconds.
 *
 * @throws SOURCE_BUSY another transaction kept the lock for longer than that; nothing was changed
 */
export async function lockSource(tx: Db, source: string): Promise<void> {
  try {
    await tx.execute(sql`
      select set_config('lock_timeout', ${String(waitMs)}, true),
        case when current_setting('idle_in_transaction_session_timeout') = '0'
          then set_config('idle_in_transaction_session_timeout', ${String(idleMs)}, true) end`)
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`goated.ingest:${source}`}))`)
  } catch (error) {
    if (sqlState(error) !== LOCK_NOT_AVAILABLE) throw error
    throw schemaError('SOURCE_BUSY', 'Something else is being stored for this source. Try again in a moment.', {
      details: { source, retryAfterSeconds: waitMs / 1000 },
    })
  }
}

/** The SQLSTATE of a lock that was waited for in vain. */
export const LOCK_NOT_AVAILABLE = '55P03'
