import { createLedgerSql, createSchemaSql } from './ledger.ts'
import { migrations } from './list.ts'
import { checksumOf, statementsOf } from './migration.ts'

/** One migration as a script to run by hand. */
export interface MigrationPlan {
  id: number
  name: string
  sql: string
}

/**
 * The migrations as SQL scripts, for databases that applications may not change: a DBA reads and runs them.
 * Each is one transaction and writes its line in the ledger, so that `migrate` afterwards finds nothing to do.
 *
 * @param from the first migration wanted. Default 1: all of them.
 */
export function migrationPlans(from: number = 1): MigrationPlan[] {
  return migrations
    .filter((migration) => migration.id >= from)
    .map((migration) => {
      const { id, name, breaking } = migration
      const entry =
        `INSERT INTO "goated"."migrations" ("id", "name", "checksum", "breaking") ` +
        `VALUES (${id}, '${name}', '${checksumOf(migration)}', ${breaking})`
      const statements = ['BEGIN', createSchemaSql, createLedgerSql, ...statementsOf(migration), entry, 'COMMIT']
      return { id, name, sql: statements.map((statement) => `${statement.replace(/;$/, '')};\n`).join('') }
    })
}
