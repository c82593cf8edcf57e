import { sql } from 'drizzle-orm'
import type { Db } from './database.ts'

/**
 * Makes transactions that store readings of a source, or that create a race from its stored readings, follow one
 * another. Taken before any race is locked, by everybody, so that nobody waits for each other in a circle. It ends
 * with the transaction.
 */
export async function lockSource(tx: Db, source: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`goated.ingest:${source}`}))`)
}
