import { connect, migrate } from '@goated/schema'
import { startPostgres } from './postgres-server.ts'
import { environment, templateName } from './test-database.ts'

/** One server for the whole run, with the database that every test's is a copy of. */
export default async function setup(): Promise<() => Promise<void>> {
  const server = await startPostgres()
  const template = await connect(await server.createDatabase(templateName))
  try {
    await migrate(template.db)
  } finally {
    await template.close()
  }
  process.env[environment.url] = server.url
  return async () => {
    delete process.env[environment.url]
    await server.stop()
  }
}
