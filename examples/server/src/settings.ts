import { lineInput, timeZoneInput, wholeNumberInput } from '@goated/schema'
import * as z from 'zod'

const unitsMs: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

/** A time span such as `90s` or `45m`, in milliseconds. */
const duration = z
  .string()
  .regex(/^\d{1,9}(?:ms|s|m|h)$/, 'Must be a number with a unit: 500ms, 90s, 45m or 2h.')
  .transform((text) => Number.parseInt(text, 10) * (unitsMs[text.replace(/^\d+/, '')] ?? 1))

const origin = z
  .url({ protocol: /^https?$/, error: 'Must be an http or https address.' })
  .transform((text) => new URL(text).origin)

const settings = z.object({
  DATABASE_URL: z.string({ error: 'Required: postgres://..., pglite://DIRECTORY or memory://.' }),
  PORT: wholeNumberInput(0, 65_535).default(3000),
  HOST: z.string().optional(),
  /** Where people reach this server, when that is another address than the one it listens on. */
  PUBLIC_URL: origin.optional(),
  /** The key of the source whose readings the leaderboards show. */
  UPSTREAM_KIND: lineInput(64).default('goated'),
  PROVIDER_TIME_ZONE: timeZoneInput.default('UTC'),
  PROVIDER_WEEK_STARTS_ON: wholeNumberInput(1, 7).default(1),
  STALE_AFTER: duration.default(45 * 60_000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

/** The server's environment, read. */
export type Settings = z.output<typeof settings>

/**
 * Reads the server's settings from environment variables; an empty one counts as absent.
 *
 * @throws Error with one line for each wrong variable, naming it and never repeating its value
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const result = settings.safeParse(present)
  if (result.success) return result.data
  throw new Error(result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'))
}
