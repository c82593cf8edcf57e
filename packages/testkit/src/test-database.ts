import { randomBytes } from 'node:crypto'
import { explainErrors, type TransactionalDb } from '@goated/schema'
import { drizzle as drizzlePool } from 'drizzle-orm/node-postgres'
import { drizzle } from 'drizzle-orm/pglite'
import pg from 'pg'
import { givePGliteBack, openEmptyPGlite, takePGlite } from './pglite-instances.ts'

export type Engine = 'pglite' | 'postgres'

export interface TestDatabase {
  db: TransactionalDb
  engine: Engine
  /** For further connections; PGlite has none to offer. */
  url?: string
  /** Gives the database back. To be called in afterEach or afterAll. */
  close(): Promise<void>
}

export interface TestDatabaseOptions {
  /** Default: the engine of the vitest project that runs the test. */
  engine?: Engine
  /** False: an empty database, without tables. Default true. */
  migrated?: boolean
  /** On PostgreSQL: the database sorts text by the rules of this ICU locale, such as `de-DE`. It has no tables. */
  icuLocale?: string
}

/** Names under which the test run hands things to its workers. */
export const environment = { engine: 'GOATED_TEST_ENGINE', url: 'GOATED_TEST_POSTGRES_URL' } as const
/** The migrated database that every isolated one is a copy of. */
export const templateName = 'goated_template'

/** The engine of the vitest project that runs the test; undefined in a test that is not about databases. */
export function testEngine(): Engine | undefined {
  const engine = process.env[environment.engine]
  return engine === 'pglite' || engine === 'postgres' ? engine : undefined
}

/**
 * An isolated database with the schema in it. A `*.db.test.ts` file runs once in project `pglite` and once in project
 * `postgres`, and gets the engine of the project here.
 */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const engine = options.engine ?? testEngine()
  const migrated = options.migrated ?? options.icuLocale === undefined
  if (engine === 'pglite') return pgliteDatabase(migrated)
  if (engine === 'postgres') return postgresDatabase(migrated, options.icuLocale)
  throw new Error('testDatabase() is for *.db.test.ts files, which run in the projects pglite and postgres.')
}

async function pgliteDatabase(migrated: boolean): Promise<TestDatabase> {
  const instance = migrated ? await takePGlite() : await openEmptyPGlite()
  let closing: Promise<void> | undefined
  return {
    db: explainErrors(drizzle(instance)),
    engine: 'pglite',
    close: () => (closing ??= migrated ? givePGliteBack(instance) : instance.close()),
  }
}

async function postgresDatabase(migrated: boolean, icuLocale?: string): Promise<TestDatabase> {
  const server = process.env[environment.url]
  if (server === undefined) throw new Error(`No PostgreSQL server: ${environment.url} is not set.`)
  const name = `test_${randomBytes(8).toString('hex')}`
  const sorted = icuLocale === undefined ? '' : ` locale_provider icu icu_locale '${icuLocale}' encoding 'UTF8'`
  await administer(server, `create database ${name} template ${migrated ? templateName : 'template0'}${sorted}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  // Not connect(), which sees to it that times are printed in one form: here they are printed as the server likes.
  const pool = new pg.Pool({ connectionString: url.href, max: 10, application_name: 'goated' })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  let closing: Promise<void> | undefined
  return {
    db: explainErrors(drizzlePool(pool)),
    engine: 'postgres',
    url: url.href,
    close: () => (closing ??= pool.end().then(() => administer(server, `drop database ${name} with (force)`))),
  }
}

let administrator: pg.Pool | undefined

async function administer(server: string, text: string): Promise<void> {
  if (!administrator) {
    administrator = new pg.Pool({ connectionString: server, max: 2, allowExitOnIdle: true })
    // The server may go before the worker does.
    administrator.on('error', () => {})
  }
  await administrator.query(text)
}
