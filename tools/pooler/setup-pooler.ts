import setupPostgres from '../../packages/testkit/src/setup-postgres.ts'
import { environment } from '../../packages/testkit/src/test-database.ts'
import { startPgbouncer } from './pgbouncer.ts'

/** The test run's PostgreSQL, reached through PgBouncer only. */
export default async function setup(): Promise<() => Promise<void>> {
  const stopPostgres = await setupPostgres()
  const pooler = await startPgbouncer(process.env[environment.url] ?? '')
  process.env[environment.url] = pooler.urlOf(process.env[environment.url] ?? '')
  return async () => {
    await pooler.stop()
    await stopPostgres()
  }
}
