import type { Db } from '@goated/schema'
import { idempotencyKeys } from '@goated/schema/tables'
import { lte } from 'drizzle-orm'
import { keptSince } from './kept-since.ts'

/** Deletes answers that are older than 24 hours. */
export async function pruneIdempotencyKeys(db: Db): Promise<void> {
  await db.delete(idempotencyKeys).where(lte(idempotencyKeys.createdAt, keptSince))
}
