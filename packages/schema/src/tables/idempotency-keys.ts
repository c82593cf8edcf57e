import { sql } from 'drizzle-orm'
import { check, index, integer, text } from 'drizzle-orm/pg-core'
import { goated, instant } from './columns.ts'

/**
 * Answers to requests that came with a key of their sender, so that a repetition gets the same answer and does nothing.
 * A row is written in the transaction that does what the request asks for.
 */
export const idempotencyKeys = goated.table(
  'idempotency_keys',
  {
    /** SHA-256 of who asked, for what and under which key. */
    scopeHash: text('scope_hash').primaryKey(),
    /** A keyed hash of the body, which may hold a password. */
    bodyHash: text('body_hash').notNull(),
    status: integer('status').notNull(),
    /** The body of the answer, encrypted: some answers show a secret this once. */
    answer: text('answer').notNull(),
    /** By the database's clock. */
    createdAt: instant('created_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [
    index('idempotency_keys_created_at_idx').on(table.createdAt),
    check('idempotency_keys_status_check', sql`${table.status} between 200 and 499`),
  ],
)
