import type { Logger } from '@goated/example-logging'
import { isGoatedError, migrate, type TransactionalDb } from '@goated/schema'

/** Applies what migrations are missing, unless another tool owns the tables. */
export async function prepareDatabase(db: TransactionalDb, logger: Logger): Promise<void> {
  try {
    const { applied, version } = await migrate(db)
    logger.info({ applied, version }, 'the tables are up to date')
  } catch (error) {
    if (!isGoatedError(error, 'SCHEMA_OWNED_ELSEWHERE')) throw error
    logger.info('the tables are migrated by another tool')
  }
}
