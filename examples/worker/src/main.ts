import { createLogger } from '@goated/example-logging'
import type { WagerSource } from '@goated/ingest'
import { keepTicking } from './keep-ticking.ts'
import { readSettings, type WorkerSettings } from './settings.ts'
import { createSource } from './source.ts'
import { tickOnce } from './tick-once.ts'

let settings: WorkerSettings
let source: WagerSource
try {
  settings = readSettings(process.env)
  source = createSource(settings)
} catch (error) {
  console.error((error as Error).message)
  process.exit(2)
}

if (process.argv.includes('--once')) {
  process.exitCode = await tickOnce(settings.DATABASE_URL, source, { trust: process.argv.includes('--trust') })
} else {
  const logger = createLogger({ service: 'worker', level: settings.LOG_LEVEL })
  try {
    await keepTicking(settings, source, logger)
    // A tick that was cut off may still hold the process.
    process.exit(0)
  } catch (error) {
    logger.fatal({ err: error }, 'the worker could not start')
    process.exitCode = 1
  }
}
