import { createAccountCache, type WagerSource } from '@goated/ingest'
import { connect, migrate, systemClock } from '@goated/schema'
import { pino } from 'pino'
import { readSettings, type WorkerSettings } from './settings.ts'
import { createSource } from './source.ts'
import { runTick } from './tick.ts'
import { startWorker } from './worker.ts'

const once = process.argv.includes('--once')
let settings: WorkerSettings
let source: WagerSource
try {
  settings = readSettings(process.env)
  source = createSource(settings)
} catch (error) {
  console.error((error as Error).message)
  process.exit(2)
}

if (once) process.exitCode = await tickOnce()
else await keepTicking()

/** One tick now, whatever the schedule says. Exit code 0 when the reading was stored or held nothing new. */
async function tickOnce(): Promise<number> {
  try {
    const connection = await connect(settings.DATABASE_URL)
    try {
      await migrate(connection.db)
      const { reading, events } = await runTick({
        db: connection.db,
        source,
        clock: systemClock,
        cache: createAccountCache(),
        force: true,
        trust: process.argv.includes('--trust'),
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
    console.error(`failed: ${error instanceof Error ? error.message : 'unknown error'}`)
    return 1
  }
}

async function keepTicking(): Promise<void> {
  const logger = pino({ name: 'worker' })
  const connection = await connect(settings.DATABASE_URL)
  await migrate(connection.db)
  const worker = startWorker({ db: connection.db, source, intervalMs: settings.INGEST_INTERVAL, logger })
  logger.info({ source: source.id, intervalMs: settings.INGEST_INTERVAL }, 'worker started')
  const stop = async () => {
    await worker.stop()
    await connection.close()
    logger.info('worker stopped')
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop())
}
