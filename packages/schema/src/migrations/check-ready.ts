import { asc, sql } from 'drizzle-orm'
import { databaseError, explainDatabaseError, type DatabaseErrorCode } from '../database/database-error.ts'
import { queryRows, type Db } from '../database/db.ts'
import { type GoatedError, isGoatedError } from '../errors.ts'
import { checkSchema } from './check-schema.ts'
import { ledger } from './ledger.ts'
import { migrations } from './list.ts'
import { checksumOf } from './migration.ts'

/** How the tables differ from what this code needs. */
export interface SchemaProblem {
  code: 'SCHEMA_MISSING' | 'SCHEMA_OLDER' | 'SCHEMA_TOO_NEW' | 'SCHEMA_CHECKSUM_MISMATCH' | 'SCHEMA_CHANGED'
  /** What is wrong and what to do, for people. */
  message: string
  details: Readonly<Record<string, unknown>>
}

/** Whether the database can be worked with; if not, why, and what to do. */
export type Readiness =
  | { ready: true }
  | {
      ready: false
      code: SchemaProblem['code'] | DatabaseErrorCode
      message: string
      details: Readonly<Record<string, unknown>>
    }

/**
 * Asks a database whether it is ready for this code: reachable, migrated, of the right version, and open for changes.
 * It changes nothing. It takes a few statements, of which comparing the tables is the longest.
 *
 * @param options.schema false leaves the tables out: what was found ready once stays so. Default true.
 */
export async function checkReady(db: Db, options: { schema?: boolean } = {}): Promise<Readiness> {
  try {
    const problem = options.schema === false ? undefined : await findSchemaProblem(db)
    if (problem) return { ready: false, ...problem }
    const [found] = await queryRows<{ closed: boolean }>(
      db,
      sql`select current_setting('transaction_read_only') = 'on' or pg_catalog.pg_is_in_recovery() as closed`,
    )
    return found?.closed ? notReady(databaseError('DATABASE_READ_ONLY')) : { ready: true }
  } catch (error) {
    const explained = explainDatabaseError(error) ?? error
    if (!isGoatedError<DatabaseErrorCode>(explained)) throw error
    return notReady(explained)
  }
}

function notReady({ code, message, details }: GoatedError<DatabaseErrorCode>): Readiness {
  return { ready: false, code, message, details }
}

/** What is wrong with the tables; undefined when they are as this code needs them. */
export async function findSchemaProblem(db: Db): Promise<SchemaProblem | undefined> {
  const [found] = await queryRows<{ ledger: boolean; schema: boolean }>(
    db,
    sql`select to_regclass('goated.migrations') is not null as ledger,
      exists (select from pg_catalog.pg_class where relnamespace = to_regnamespace('goated') and relkind in ('r', 'p')
        and relname <> 'migrations') as schema`,
  )
  const recorded = found?.ledger
    ? await db
        .select({ id: ledger.id, name: ledger.name, breaking: ledger.breaking, checksum: ledger.checksum })
        .from(ledger)
        .orderBy(asc(ledger.id))
    : []
  const known = new Map(migrations.map((migration) => [migration.id, migration]))
  const newer = recorded.find(({ id, breaking }) => breaking && !known.has(id))
  if (newer) return { code: 'SCHEMA_TOO_NEW', ...tooNew(newer) }
  const other = recorded.find(({ id, checksum }) => {
    const migration = known.get(id)
    return migration !== undefined && checksumOf(migration) !== checksum
  })
  if (other) return { code: 'SCHEMA_CHECKSUM_MISMATCH', ...otherText(other) }
  if (!found?.schema)
    return {
      code: 'SCHEMA_MISSING',
      message: 'The database is not migrated: it has no tables of Goated. Run migrate(db), or goated migrate.',
      details: {},
    }
  const missing = migrations.filter(({ id }) => !recorded.some((entry) => entry.id === id)).map(({ name }) => name)
  if (found.ledger && missing.length > 0)
    return {
      code: 'SCHEMA_OLDER',
      message: `The database is older than this code and lacks: ${missing.join(', ')}. Run migrate(db), or goated migrate.`,
      details: { missing },
    }
  const { ok, differences } = await checkSchema(db)
  if (ok) return undefined
  const some = `${differences.slice(0, 3).join('; ')}${differences.length > 3 ? `, and ${differences.length - 3} more` : ''}`
  if (found.ledger)
    return {
      code: 'SCHEMA_CHANGED',
      message: `The database has all migrations, but was changed afterwards: ${some}. Undo the change, or restore a backup.`,
      details: { differences },
    }
  return {
    code: 'SCHEMA_OLDER',
    message:
      `The tables, which another tool migrates, are not those of this code: ${some}. ` +
      'Let that tool bring them up to date, and run the file objects.sql of @goated/schema.',
    details: { differences },
  }
}

/** Words for a breaking migration that this code does not know. */
export function tooNew({ id, name }: { id: number; name: string }) {
  return {
    message: `Migration ${id} (${name}) needs newer code than this. Deploy the version that made it here too.`,
    details: { id, name },
  }
}

/** Words for a migration that was applied with another text. */
export function otherText({ id, name, checksum }: { id: number; name: string; checksum: string }) {
  const migration = migrations.find((each) => each.id === id)
  return {
    message: `Migration ${id} (${name}) has another text here. Released ones never change: restore the package.`,
    details: { id, name, recorded: checksum, expected: migration && checksumOf(migration) },
  }
}
