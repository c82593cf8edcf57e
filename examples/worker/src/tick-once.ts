import { createAccountCache, type WagerSource } from '@goated/ingest'
import { connect, describeFailure, limitTransactions, migrate } from '@goated/schema'
import { checkClock } from '@goated/schema/internal'
import { runTick } from './tick.ts'

/** How long it may leave a transaction idle: the lease of a worker lasts no longer. */
const idleMs = 30_000

/**
 * One tick now, whatever the schedule says, told in words for whoever typed the command.
 *
 * @returns the exit code: 0 when the reading was stored or held nothing new, 1 otherwise, a wrong clock included
 */
export async function tickOnce(databaseUrl: string, source: WagerSource, options: { trust: boolean }): Promise<number> {
  try {
    const connection = await connect(databaseUrl, { listen: false })
    try {
      await migrate(connection.db)
      const db = limitTransactions(connection.db, { idleMs })
      const { off, clock } = await checkClock(db)
      if (off) throw off
      const { reading, events } = await runTick({
        db,
        source,
        clock,
        cache: createAccountCache(),
        force: true,
        trust: options.trust,
      })
      if (reading.outcome === 'ok') {
        console.log(
          `stored: ${reading.listed} players, ${reading.changed} changed, ${reading.arrived} new, ${events.length} events`,
        )
        return 0
      }
      if (reading.outcome === 'stale') {
        console.log(`nothing new: ${reading.reason}`)
        return 0
      }
      if (reading.detail) console.error(reading.detail)
      console.error(`${reading.outcome}: ${reading.reason}`)
      return 1
    } finally {
      await connection.close()
    }
  } catch (error) {
    console.error(`failed: ${describeFailure(error)}`)
    return 1
  }
}
