import { createLogger } from '@goated/example-logging'
import { prepareDatabase } from '@goated/example-worker'
import { describeFailure } from '@goated/schema'
import { type CliContext, printError, printJson } from '../command.ts'
import { withDatabase } from '../database.ts'
import { readSettings } from '../read-settings.ts'
import { type MigrateFlags, migrateSettings } from './command.ts'

/**
 * Brings the tables up to date. It says so in its log, as this runs where worker and server run; with `--json` there is
 * the result instead.
 */
export async function runMigrate(context: CliContext, { json = false }: MigrateFlags): Promise<number> {
  const settings = readSettings(context, migrateSettings)
  if (settings === null) return 2
  const logger = createLogger({ service: 'migrate', level: json ? 'silent' : settings.LOG_LEVEL })
  try {
    const migrated = await withDatabase(context, settings.DATABASE_URL, 'migrate', (db) => prepareDatabase(db, logger))
    if (json) printJson(context, { owner: migrated ? 'goated' : 'another tool', ...migrated })
    return 0
  } catch (error) {
    logger.fatal({ err: error }, 'the tables could not be brought up to date')
    if (json) printError(context, describeFailure(error))
    return 1
  }
}
