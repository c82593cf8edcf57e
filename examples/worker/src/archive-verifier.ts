import type { Logger } from '@goated/example-logging'
import { verifyNewArchives } from '@goated/races'
import type { Clock, RecordedEvent, TransactionalDb } from '@goated/schema'

/** After one tick; what is left has its turn after the next ones. */
const racesMax = 3

/**
 * Makes the function that computes results that were archived lately once more, from the stored readings alone, and
 * keeps what came of it, for everybody to see. It never throws: a result that cannot be verified now stays unmarked.
 */
export function createArchiveVerifier(deps: {
  db: TransactionalDb
  clock: Clock
  logger: Logger
}): () => Promise<RecordedEvent[]> {
  const { db, clock, logger } = deps
  const failed = (error: unknown, raceId?: number) => logger.error({ err: error, raceId }, 'a result was not verified')
  return async () => {
    try {
      const events = await verifyNewArchives(db, { most: racesMax }, { clock, onError: failed })
      for (const { payload } of events)
        if (payload['ok'] !== true)
          logger.error({ raceId: payload['raceId'] }, 'a result is not what the readings give')
      return events
    } catch (error) {
      failed(error)
      return []
    }
  }
}
