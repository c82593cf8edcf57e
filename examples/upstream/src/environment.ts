import { z } from 'zod'
import { periodsIn } from './periods.ts'

const number = (name: string, message: string, fits: (value: number) => boolean) =>
  z.string().transform(Number).refine(fits, `${name} must be ${message}`)
const whole = (name: string, from: number, to: number) =>
  number(name, `a whole number from ${from} to ${to}`, (v) => Number.isInteger(v) && v >= from && v <= to)
const positive = (name: string, to: number) => number(name, `above 0 and at most ${to}`, (v) => v > 0 && v <= to)

const variables = z.object({
  PORT: whole('PORT', 0, 65_535).default(4010),
  HOST: z.string().default('127.0.0.1'),
  SEED: z.string().default('1'),
  PLAYERS: whole('PLAYERS', 0, 1_000_000).default(2000),
  SPEED: positive('SPEED', 1_000_000).default(1),
  ACTIVITY: positive('ACTIVITY', 100).default(1),
  NEWCOMERS_PER_HOUR: number('NEWCOMERS_PER_HOUR', 'from 0 to 100000', (v) => v >= 0 && v <= 100_000).optional(),
  TIME_ZONE: z.string().refine(isTimeZone, 'TIME_ZONE must be an IANA zone such as Europe/Berlin').default('UTC'),
  WEEK_STARTS_ON: whole('WEEK_STARTS_ON', 1, 7).default(1),
  UPSTREAM_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'UPSTREAM_TOKEN must be printable ASCII without spaces')
    .optional(),
  FAULT_CONTROL: z
    .enum(['true', 'false', '1', '0'], 'FAULT_CONTROL must be true or false')
    .transform((text) => text === 'true' || text === '1')
    .default(false),
})

export type Environment = z.output<typeof variables>

/**
 * Reads the server's settings from environment variables; an empty one counts as absent.
 *
 * @throws Error with one line per wrong variable, each naming it and none repeating its value
 */
export function readEnvironment(env: Record<string, string | undefined>): Environment {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  const result = variables.safeParse(present)
  if (result.success) return result.data
  throw new Error(result.error.issues.map((issue) => issue.message).join('\n'))
}

function isTimeZone(text: string): boolean {
  try {
    periodsIn(text, 1)
    return true
  } catch {
    return false
  }
}
