import {
  databaseSettings,
  duration,
  logLevel,
  origin,
  port,
  providerSettings,
  readEnvironment,
  secret,
} from '@goated/example-settings'
import { lineInput, passwordInput, textInput, usernameInput, wholeNumberInput } from '@goated/schema/inputs'
import * as z from 'zod'

const link = z.object({ label: lineInput(60), url: z.url({ protocol: /^https?$/ }).max(500) })

const linkList = z.array(link).max(10)

/** Links as `Label=https://...`, separated by commas. */
const links = z
  .string()
  .transform((text) =>
    text.split(',').map((part) => {
      const [label = '', ...url] = part.split('=')
      return { label: label.trim(), url: url.join('=').trim() }
    }),
  )
  .refine(
    (list) => linkList.safeParse(list).success,
    'Must be links such as Help=https://example.org/help, separated by commas.',
  )

/** A number of proxies, or their addresses and networks. */
const trustProxy = z
  .string()
  .transform((text) =>
    /^\d{1,2}$/.test(text) ? Number.parseInt(text, 10) : text.split(',').map((part) => part.trim()),
  )
  .refine(
    (value) =>
      typeof value === 'number' ||
      value.every((part) => /^[\da-f.:]+(?:\/\d{1,3})?$|^(?:loopback|linklocal|uniquelocal)$/i.test(part)),
    'Must be a number of proxies, or addresses and networks such as 10.0.0.0/8, separated by commas.',
  )

/** The server's environment variables. */
export const serverSettings = z.object({
  ...databaseSettings,
  ...providerSettings,
  PORT: port.default(3000),
  HOST: z.string().optional(),
  /** Where people reach this server, when that is another address than the one it listens on. */
  PUBLIC_URL: origin.optional(),
  /** What second factors and masked names are protected by. */
  SESSION_SECRET: secret,
  ADMIN_USERNAME: usernameInput.optional(),
  ADMIN_PASSWORD: passwordInput.optional(),
  ADMIN_TOTP: z.enum(['required', 'optional'], 'Must be required or optional.').default('required'),
  TRUST_PROXY: trustProxy.optional(),
  METRICS_TOKEN: z.string().min(16, 'Must have at least 16 characters.').optional(),
  STALE_AFTER: duration.default(45 * 60_000),
  MASK_NAMES: z.enum(['off', 'all'], 'Must be off or all.').default('off'),
  SITE_NAME: lineInput(60).default('Goated'),
  FOOTER_TEXT: textInput(1000).optional(),
  FOOTER_LINKS: links.optional(),
  MIN_AGE: wholeNumberInput(0, 99).default(18),
  /** A web app that was built before; else it is built at the start. */
  WEB_ROOT: z.string().optional(),
  LOG_LEVEL: logLevel.default('info'),
})

/** The server's environment, read. */
export type Settings = z.output<typeof serverSettings>

/**
 * Reads the server's settings from environment variables.
 *
 * @throws Error with one line for each wrong variable, naming it and never repeating its value
 */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const read = readEnvironment(serverSettings, env)
  if ((read.ADMIN_USERNAME === undefined) !== (read.ADMIN_PASSWORD === undefined))
    throw new Error('ADMIN_USERNAME and ADMIN_PASSWORD: Set both, or neither.')
  return read
}
