import { timeZoneInput, wholeNumberInput } from '@goated/schema'
import { z } from 'zod'

const unitsMs: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** A length of time such as `15m`, `30s` or `500ms`, in ms. */
const duration = z
  .string()
  .regex(/^\d{1,9}(ms|s|m|h)$/, 'Must be a number and a unit, such as 15m.')
  .transform((text) => {
    const [, count = '', unit = ''] = /^(\d+)(\D+)$/.exec(text) ?? []
    return parseInt(count, 10) * (unitsMs[unit] ?? 0)
  })

const settings = z.object({
  DATABASE_URL: z.string('Required: postgres://, pglite://DIR or memory://.'),
  UPSTREAM_KIND: z.enum(['goated', 'rainbet', 'clash'], 'Must be goated, rainbet or clash.').default('goated'),
  UPSTREAM_URL: z.url('Required: the address of the affiliate API.'),
  UPSTREAM_TOKEN: z.string().optional(),
  INGEST_INTERVAL: duration.default(15 * 60_000),
  PROVIDER_TIME_ZONE: timeZoneInput.default('UTC'),
  PROVIDER_WEEK_STARTS_ON: wholeNumberInput(1, 7).default(1),
})
export type WorkerSettings = z.output<typeof settings>

/**
 * Reads the worker's environment variables. An empty one counts as not set.
 *
 * @throws Error whose message names every variable that is wrong, and never a value
 */
export function readSettings(environment: Record<string, string | undefined>): WorkerSettings {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const result = settings.safeParse(set)
  if (result.success) return result.data
  const lines = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new Error(`Wrong settings.\n${lines.join('\n')}`)
}
