import { timeZoneInput, wholeNumberInput } from '@goated/schema/inputs'
import { z } from 'zod'
import { headers, hosts } from './http-fields.ts'

/** Whose readings they are, and when that provider's day and week begin. */
export const providerSettings = {
  UPSTREAM_KIND: z
    .enum(['goated', 'rainbet', 'clash', 'csv'], 'Must be goated, rainbet, clash or csv.')
    .default('goated'),
  PROVIDER_TIME_ZONE: timeZoneInput.default('UTC'),
  PROVIDER_WEEK_STARTS_ON: wholeNumberInput(1, 7).default(1),
}

/** The affiliate API to ask. */
export const upstreamSettings = {
  ...providerSettings,
  UPSTREAM_URL: z.url({ protocol: /^https?$/, error: 'Required: the http or https address of the affiliate API.' }),
  UPSTREAM_TOKEN: z.string().optional(),
  UPSTREAM_USER_AGENT: z.string().optional(),
  UPSTREAM_HEADERS: headers.optional(),
  UPSTREAM_REDIRECT_HOSTS: hosts.optional(),
  /** Columns of a CSV that may be there and are not read. */
  UPSTREAM_IGNORE_COLUMNS: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .optional(),
}
