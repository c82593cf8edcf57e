import { pruneAccounts, pruneIdempotencyKeys } from '@goated/accounts'
import type { Logger } from '@goated/example-logging'
import { type Clock, pruneOutbox, type TransactionalDb } from '@goated/schema'

const hourMs = 3_600_000
const eventsKeptMs = 7 * 24 * hourMs

export interface HousekeepingDeps {
  db: TransactionalDb
  clock: Clock
  logger: Logger
}

/**
 * Makes the function that deletes what nobody needs any more: events that are a week old, what accounts leave behind, and
 * answers kept for repeated requests. It does so once an hour however often it is called, and never throws, as what is
 * not deleted now is deleted later.
 */
export function createHousekeeping({ db, clock, logger }: HousekeepingDeps): () => Promise<void> {
  let doneAt = Number.NEGATIVE_INFINITY
  return async () => {
    const now = clock.now()
    // A clock that was set back must not put it off for as long.
    if (Math.abs(now.getTime() - doneAt) < hourMs) return
    doneAt = now.getTime()
    try {
      await pruneOutbox(db, new Date(now.getTime() - eventsKeptMs))
      await pruneAccounts(db, { now })
      await pruneIdempotencyKeys(db)
    } catch (error) {
      logger.warn({ err: error }, 'housekeeping failed')
    }
  }
}
