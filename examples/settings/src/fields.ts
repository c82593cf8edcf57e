import { wholeNumberInput } from '@goated/schema/inputs'
import { z } from 'zod'

const secretMin = 32

/** Where a browser reaches something: scheme, host and port of an http or https address, without a path. */
export const origin = z
  .url({ protocol: /^https?$/, error: 'Must be an http or https address.' })
  .transform((text) => new URL(text).origin)

/** Something that nobody may guess. */
export const secret = z
  .string(`Required: at least ${secretMin} characters that nobody can guess.`)
  .min(secretMin, `Must have at least ${secretMin} characters.`)

export const boolean = z
  .enum(['true', 'false', '1', '0'], 'Must be true or false.')
  .transform((text) => text === 'true' || text === '1')

/** A port to listen on; 0 takes a free one. */
export const port = wholeNumberInput(0, 65_535)

export const logLevel = z.enum(
  ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
  'Must be fatal, error, warn, info, debug, trace or silent.',
)
