import { fileURLToPath } from 'node:url'
import { databaseSettings, logLevel, port, readEnvironment } from '@goated/example-settings'
import { z } from 'zod'

const settings = z.object({
  PORT: port.default(3000),
  /** This machine only: whoever reaches the demo can sign in to it. */
  HOST: z.string().default('localhost'),
  DATABASE_URL: databaseSettings.DATABASE_URL.default(
    `pglite://${fileURLToPath(new URL('../../../.goated/demo', import.meta.url))}`,
  ),
  PLAYERS: z.coerce.number('Must be a number of players.').int().min(1).max(1_000_000).default(2000),
  TICK_SECONDS: z.coerce.number('Must be a number of seconds.').min(0.5).max(3600).default(3),
  RACE_SECONDS: z.coerce.number('Must be a number of seconds.').int().min(10).max(86_400).default(180),
  SEED: z.string().default('goated'),
  LOG_LEVEL: logLevel.default('warn'),
})
export type DemoSettings = z.output<typeof settings>

/**
 * Reads the demo's environment variables; all have defaults.
 *
 * @throws Error whose message names every variable that is wrong
 */
export function readSettings(environment: Record<string, string | undefined>): DemoSettings {
  return readEnvironment(settings, environment)
}
