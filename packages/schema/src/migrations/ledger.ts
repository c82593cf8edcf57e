import { sql } from 'drizzle-orm'
import { boolean, integer, text } from 'drizzle-orm/pg-core'
import { goated, instant } from '../tables/columns.ts'

/**
 * Which migrations a database has.
 * Not among the exported tables: a project that owns the migrations itself has a ledger of its own.
 */
export const ledger = goated.table('migrations', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
  checksum: text('checksum').notNull(),
  breaking: boolean('breaking').notNull(),
  appliedAt: instant('applied_at')
    .notNull()
    .default(sql`now()`),
})

export const createSchemaSql = 'CREATE SCHEMA IF NOT EXISTS "goated"'

export const createLedgerSql = `CREATE TABLE IF NOT EXISTS "goated"."migrations" (
  "id" integer PRIMARY KEY NOT NULL,
  "name" text NOT NULL,
  "checksum" text NOT NULL,
  "breaking" boolean NOT NULL,
  "applied_at" timestamp (3) with time zone DEFAULT now() NOT NULL
)`
