import { databaseSettings, duration, logLevel, port, readEnvironment, upstreamSettings } from '@goated/example-settings'
import { z } from 'zod'

const intervalMinMs = 500
const httpAddress = upstreamSettings.UPSTREAM_URL

const variables = z.object({
  ...databaseSettings,
  ...upstreamSettings,
  /** The address of the affiliate API; for a CSV it may be a file, as a path or a file: address. */
  UPSTREAM_URL: z.string('Required: the http or https address of the affiliate API, or for csv the path of a file.'),
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

/** The worker's environment variables. */
export const workerSettings = variables.superRefine(({ UPSTREAM_KIND: kind, UPSTREAM_URL: url }, context) => {
  if (kind === 'csv' && isFile(url)) return
  const { error } = httpAddress.safeParse(url)
  for (const { message } of error?.issues ?? []) context.addIssue({ code: 'custom', path: ['UPSTREAM_URL'], message })
})
export type WorkerSettings = z.output<typeof workerSettings>

/** Whether a CSV stands in a file: a file: address, or a path, and so no address of another kind. */
export function isFile(url: string): boolean {
  return /^file:\/\//i.test(url) || !/^[a-z][a-z0-9+.-]+:\/\//i.test(url)
}

/**
 * Reads the worker's environment variables. An empty one counts as not set.
 *
 * @throws Error whose message names every variable that is wrong, and never a value
 */
export function readSettings(environment: Record<string, string | undefined>): WorkerSettings {
  return readEnvironment(workerSettings, environment)
}
