import { asc, sql } from 'drizzle-orm'
import { explainDatabaseError } from '../database/database-error.ts'
import { sqlState, type Db, type TransactionalDb } from '../database/db.ts'
import { readable } from '../database/readable.ts'
import { schemaError } from '../schema-errors.ts'
import { otherText, tooNew } from './check-ready.ts'
import { createLedgerSql, createSchemaSql, ledger } from './ledger.ts'
import { migrations } from './list.ts'
import { checksumOf, statementsOf } from './migration.ts'

// Two halves of one lock key, spelling 'goat' and 'migr', so that it meets no other application's.
const lockKey = sql.raw(`${0x676f6174}, ${0x6d696772}`)

// Races that a lock cannot rule out, as it is taken inside the transaction: serialisation failure, deadlock, and two
// creators of the same name. The next attempt sees what the winner did.
const retryable = new Set(['40001', '40P01', '23505', '42P06', '42P07'])
const attemptsMax = 5

export interface MigrateOptions {
  /** Stops between two statements; nothing of this call is kept then. */
  signal?: AbortSignal
  logger?: { info(message: string, fields?: Record<string, unknown>): void }
}

export interface MigrateResult {
  /** Names of the migrations that this call applied. */
  applied: string[]
  /** The newest migration that the database has now, which newer code may have put there. */
  version: number
}

/**
 * Brings a database to the schema of this package: creates Postgres schema `goated` and applies what is missing, as one
 * transaction. Safe when many processes start at once, and behind a transaction pooler.
 *
 * @throws SCHEMA_TOO_NEW newer code has changed the database in a way that this code cannot work with
 * @throws SCHEMA_CHECKSUM_MISMATCH a migration was applied with another text than this code knows
 * @throws DATABASE_READ_ONLY, DATABASE_CLOSED, DATABASE_UNAVAILABLE, DATABASE_LOGIN_REFUSED, DATABASE_RIGHTS_MISSING
 * @throws SCHEMA_OWNED_ELSEWHERE the tables exist without a ledger: another tool made them and should go on doing so
 */
export async function migrate(db: TransactionalDb, options: MigrateOptions = {}): Promise<MigrateResult> {
  for (let attempt = 1; ; attempt++) {
    options.signal?.throwIfAborted()
    try {
      // Whatever the database's default: each statement after the lock must see what the process before committed.
      return await db.transaction((tx) => applyMissing(tx, options), { isolationLevel: 'read committed' })
    } catch (error) {
      if (attempt === attemptsMax || !retryable.has(sqlState(error) ?? '')) throw explainDatabaseError(error) ?? error
      await new Promise((resolve) => setTimeout(resolve, 50 * attempt * (0.5 + Math.random())))
    }
  }
}

async function applyMissing(tx: Db, { signal, logger }: MigrateOptions): Promise<MigrateResult> {
  await tx.execute(sql`select pg_advisory_xact_lock(${lockKey})`)
  const recorded = await prepareLedger(tx)
  const newest = recorded.at(-1)?.id ?? 0
  const known = new Map(migrations.map((migration) => [migration.id, migration]))

  for (const entry of recorded) {
    const migration = known.get(entry.id)
    const words = !migration && entry.breaking ? tooNew(entry) : undefined
    if (words) throw schemaError('SCHEMA_TOO_NEW', words.message, words)
    if (migration && checksumOf(migration) !== entry.checksum) {
      const other = otherText(entry)
      throw schemaError('SCHEMA_CHECKSUM_MISMATCH', other.message, other)
    }
  }

  const present = new Set(recorded.map((entry) => entry.id))
  const missing = migrations.filter((migration) => !present.has(migration.id))
  for (const migration of missing) {
    for (const statement of statementsOf(migration)) {
      signal?.throwIfAborted()
      await tx.execute(sql.raw(statement))
    }
    const { id, name, breaking } = migration
    await tx.insert(ledger).values({ id, name, breaking, checksum: checksumOf(migration) })
    logger?.info('migration applied', { id, name })
  }
  return {
    applied: missing.map((migration) => migration.name),
    version: Math.max(newest, ...missing.map((migration) => migration.id)),
  }
}

async function prepareLedger(tx: Db) {
  const [found] = await tx
    .select({
      schema: sql<boolean>`to_regnamespace('goated') is not null`,
      ledger: sql<boolean>`to_regclass('goated.migrations') is not null`,
      users: sql<boolean>`to_regclass('goated.users') is not null`,
    })
    .from(sql`(select 1) as one`)
  if (found?.users && !found.ledger)
    throw schemaError(
      'SCHEMA_OWNED_ELSEWHERE',
      'The tables exist, but not through migrate(). Keep changing them with the tool that created them.',
    )
  // Asked for only when needed: Postgres wants the right to create a schema even where the statement would do nothing.
  if (!found?.schema) await tx.execute(sql.raw(createSchemaSql))
  if (!found?.ledger) await tx.execute(sql.raw(createLedgerSql))
  return tx.select(readable(ledger)).from(ledger).orderBy(asc(ledger.id))
}
