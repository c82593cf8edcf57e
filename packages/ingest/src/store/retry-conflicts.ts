import { sqlState } from '@goated/schema'

/** Serialisation failure, deadlock, and a unique key that another transaction took first. */
const conflicts = new Set(['40001', '40P01', '23505'])
const retriesMax = 3

/** Runs a whole transaction again where another one got in its way. */
export async function retryConflicts<Result>(transaction: () => Promise<Result>): Promise<Result> {
  for (let retries = 0; ; retries++) {
    try {
      return await transaction()
    } catch (error) {
      if (retries === retriesMax || !conflicts.has(sqlState(error) ?? '')) throw error
    }
  }
}
