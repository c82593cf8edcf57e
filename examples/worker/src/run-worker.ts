import { createLogger } from '@goated/example-logging'
import type { WagerSource } from '@goated/ingest'
import { keepTicking } from './keep-ticking.ts'
import { readSettings, type WorkerSettings } from './settings.ts'
import { createSource } from './source.ts'

/** What a worker is made of. */
export interface WorkerConfiguration {
  settings: WorkerSettings
  source: WagerSource
}

/**
 * Reads from the environment which database and which upstream a worker is for.
 *
 * @throws Error whose message names every variable that is wrong, and never a value
 */
export function configureWorker(environment: Record<string, string | undefined>): WorkerConfiguration {
  const settings = readSettings(environment)
  return { settings, source: createSource(settings) }
}

/**
 * Runs a worker until the process is told to end, with a log on the standard output. The process has to exit afterwards:
 * a tick that was cut off may still hold it.
 *
 * @returns the exit code: 0 when it was told to end, 1 when it could not start
 */
export async function runWorker({ settings, source }: WorkerConfiguration): Promise<number> {
  const logger = createLogger({ service: 'worker', level: settings.LOG_LEVEL })
  try {
    await keepTicking(settings, source, logger)
    return 0
  } catch (error) {
    logger.fatal({ err: error }, 'the worker could not start')
    return 1
  }
}
