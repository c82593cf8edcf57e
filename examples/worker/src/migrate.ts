// Brings the database's tables up to date, and ends: npm run migrate
import { createLogger } from '@goated/example-logging'
import { databaseSettings, logLevel, readEnvironment } from '@goated/example-settings'
import { connect } from '@goated/schema'
import { z } from 'zod'
import { prepareDatabase } from './prepare-database.ts'

const migrateSettings = z.object({ ...databaseSettings, LOG_LEVEL: logLevel.default('info') })

let settings: z.output<typeof migrateSettings>
try {
  settings = readEnvironment(migrateSettings, process.env)
} catch (error) {
  console.error((error as Error).message)
  process.exit(2)
}

const logger = createLogger({ service: 'migrate', level: settings.LOG_LEVEL })
try {
  const connection = await connect(settings.DATABASE_URL, { applicationName: 'goated-migrate', max: 1, listen: false })
  try {
    await prepareDatabase(connection.db, logger)
  } finally {
    await connection.close()
  }
} catch (error) {
  logger.fatal({ err: error }, 'the tables could not be brought up to date')
  process.exitCode = 1
}
