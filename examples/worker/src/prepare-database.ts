import type { Logger } from '@goated/example-logging'
import { isGoatedError, migrate, type MigrateResult, type TransactionalDb } from '@goated/schema'

/**
 * Applies what migrations are missing, unless another tool owns the tables.
 *
 * @returns null: another tool owns them
 */
export async function prepareDatabase(db: TransactionalDb, logger: Logger): Promise<MigrateResult | null> {
  try {
    const migrated = await migrate(db)
    logger.info({ ...migrated }, 'the tables are up to date')
    return migrated
  } catch (error) {
    if (!isGoatedError(error, 'SCHEMA_OWNED_ELSEWHERE')) throw error
    logger.info('the tables are migrated by another tool')
    return null
  }
}
