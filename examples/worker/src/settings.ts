import { databaseSettings, duration, logLevel, port, readEnvironment, upstreamSettings } from '@goated/example-settings'
import { z } from 'zod'

const intervalMinMs = 500
const httpAddress = upstreamSettings.UPSTREAM_URL

const variables = z.object({
  ...databaseSettings,
  ...upstreamSettings,
  UPSTREAM_URL: z
    .string('Required: the http or https address of the affiliate API, or for csv the path of a file.')
    .describe('The whole address of the affiliate API; for csv it may be the path of a file'),
  INGEST_INTERVAL: duration
    .refine((ms) => ms >= intervalMinMs, `Must be at least ${intervalMinMs}ms.`)
    .prefault('15m')
    .describe('Time from tick to tick'),
  WORKER_METRICS_PORT: port.optional().describe('Serves health and metrics over HTTP at this port; 0 takes a free one'),
  WORKER_METRICS_HOST: z.string().default('127.0.0.1').describe('Where that listens'),
  WORKER_STOP_WITHIN: duration
    .prefault('20s')
    .describe('How long a tick may still take once the worker is told to stop'),
  LOG_LEVEL: logLevel.default('info').describe('fatal, error, warn, info, debug, trace or silent'),
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
