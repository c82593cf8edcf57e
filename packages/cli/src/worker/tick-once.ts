import { runTick, type WorkerConfiguration } from '@goated/example-worker'
import { createAccountCache } from '@goated/ingest'
import { describeFailure, limitTransactions, migrate, type TransactionalDb } from '@goated/schema'
import { checkClock } from '@goated/schema/internal'
import { type CliContext, print, printError } from '../command.ts'
import { withDatabase } from '../database.ts'

/** How long it may leave a transaction idle: the lease of a worker lasts no longer. */
const idleMs = 30_000

/**
 * One tick now, whatever the schedule says, told in words for whoever typed the command.
 *
 * @returns the exit code: 0 when the reading was stored or held nothing new, 1 otherwise, a wrong clock included
 */
export async function tickOnce(
  context: CliContext,
  { settings, source }: WorkerConfiguration,
  options: { trust: boolean },
): Promise<number> {
  try {
    return await withDatabase(context, settings.DATABASE_URL, 'worker-once', tick)
  } catch (error) {
    printError(context, `failed: ${describeFailure(error)}`)
    return 1
  }

  async function tick(connected: TransactionalDb): Promise<number> {
    await migrate(connected)
    const db = limitTransactions(connected, { idleMs })
    const { off, clock } = await checkClock(db)
    if (off) throw off
    const cache = createAccountCache()
    const { reading, events } = await runTick({ db, source, clock, cache, force: true, trust: options.trust })
    const { outcome, reason, detail, listed, changed, arrived } = reading
    if (outcome === 'ok') {
      print(context, `stored: ${listed} players, ${changed} changed, ${arrived} new, ${events.length} events`)
      return 0
    }
    if (outcome === 'stale') {
      print(context, `nothing new: ${reason}`)
      return 0
    }
    if (detail) printError(context, detail)
    printError(context, `${outcome}: ${reason}`)
    return 1
  }
}
