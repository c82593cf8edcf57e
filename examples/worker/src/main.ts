import { createAccountCache, goatedSource } from '@goated/ingest'
import { connect, migrate, systemClock } from '@goated/schema'
import { pino } from 'pino'
import { readSettings, type WorkerSettings } from './settings.ts'
import { runTick } from './tick.ts'
import { startWorker } from './worker.ts'

const once = process.argv.includes('--once')
let settings: WorkerSettings
try {
  settings = readSettings(process.env)
} catch (error) {
  console.error((error as Error).message)
  process.exit(2)
}
const source = goatedSource({
  url: settings.UPSTREAM_URL,
  token: settings.UPSTREAM_TOKEN,
  calendar: { timeZone: settings.PROVIDER_TIME_ZONE, weekStartsOn: settings.PROVIDER_WEEK_STARTS_ON },
})

if (once) process.exitCode = await tickOnce()
else await keepTicking()

/** One tick now, whatever the schedule says. Exit code 0 when the reading was stored or held nothing new. */
async function tickOnce(): Promise<number> {
  try {
    const connection = await connect(settings.DATABASE_URL)
    try {
      await migrate(connection.db)
      const { ingest, events } = await runTick({
        db: connection.db,
        source,
        clock: systemClock,
        cache: createAccountCache(),
        force: true,
        trust: process.argv.includes('--trust'),
      })
      if (ingest.outcome === 'ok') {
        console.log(
          `stored: ${ingest.listed} players, ${ingest.changed} changed, ${ingest.arrived} new, ${events.length} events`,
        )
        return 0
      }
      if (ingest.outcome === 'stale') {
        console.log(`nothing new: ${ingest.reason}`)
        return 0
      }
      if (ingest.detail) console.error(ingest.detail)
      console.error(`${ingest.outcome}: ${ingest.reason}`)
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
