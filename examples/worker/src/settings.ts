import { databaseSettings, duration, logLevel, port, readEnvironment, upstreamSettings } from '@goated/example-settings'
import { z } from 'zod'

const intervalMinMs = 500

/** The worker's environment variables. */
export const workerSettings = z.object({
  ...databaseSettings,
  ...upstreamSettings,
  INGEST_INTERVAL: duration
    .refine((ms) => ms >= intervalMinMs, `Must be at least ${intervalMinMs}ms.`)
    .default(15 * 60_000),
  /** Health and metrics over HTTP; not served when it is not set. */
  WORKER_METRICS_PORT: port.optional(),
  WORKER_METRICS_HOST: z.string().default('127.0.0.1'),
  /** How long a tick may still take once the worker is told to stop. */
  WORKER_STOP_WITHIN: duration.default(20_000),
  LOG_LEVEL: logLevel.default('info'),
})
export type WorkerSettings = z.output<typeof workerSettings>

/**
 * Reads the worker's environment variables. An empty one counts as not set.
 *
 * @throws Error whose message names every variable that is wrong, and never a value
 */
export function readSettings(environment: Record<string, string | undefined>): WorkerSettings {
  return readEnvironment(workerSettings, environment)
}
