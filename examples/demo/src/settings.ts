import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const settings = z.object({
  PORT: z.coerce.number('Must be a port number.').int().min(0).max(65_535).default(3000),
  DATABASE_URL: z.string().default(`pglite://${fileURLToPath(new URL('../../../.goated/demo', import.meta.url))}`),
  PLAYERS: z.coerce.number('Must be a number of players.').int().min(1).max(1_000_000).default(2000),
  TICK_SECONDS: z.coerce.number('Must be a number of seconds.').min(0.5).max(3600).default(3),
  RACE_SECONDS: z.coerce.number('Must be a number of seconds.').int().min(10).max(86_400).default(180),
  SEED: z.string().default('goated'),
})
export type DemoSettings = z.output<typeof settings>

/**
 * Reads the demo's environment variables; all have defaults.
 *
 * @throws Error whose message names every variable that is wrong
 */
export function readSettings(environment: Record<string, string | undefined>): DemoSettings {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const result = settings.safeParse(set)
  if (result.success) return result.data
  throw new Error(result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
}
