import { isGoatedError } from '@goated/schema'
import { LOCK_NOT_AVAILABLE, sqlState } from '@goated/schema/internal'

/** Serialisation failure, deadlock, a unique key that another transaction took first, a lock that it kept for long. */
const conflicts = new Set(['40001', '40P01', '23505', LOCK_NOT_AVAILABLE])
const retriesMax = 3

/** Runs a whole transaction again where another one got in its way. */
export async function retryConflicts<Result>(transaction: () => Promise<Result>): Promise<Result> {
  for (let retries = 0; ; retries++) {
    try {
      return await transaction()
    } catch (error) {
      if (retries === retriesMax || !isConflict(error)) throw error
    }
  }
}

function isConflict(error: unknown): boolean {
  return isGoatedError(error, 'SOURCE_BUSY') || conflicts.has(sqlState(error) ?? '')
}
