import { timeZoneInput, wholeNumberInput } from '@goated/schema/inputs'
import { z } from 'zod'
import { headers, hosts } from './http-fields.ts'

/** Whose readings they are, and when that provider's day and week begin. */
export const providerSettings = {
  UPSTREAM_KIND: z
    .enum(['goated', 'rainbet', 'clash', 'csv'], 'Must be goated, rainbet, clash or csv.')
    .default('goated')
    .describe('Which affiliate API it is: goated, rainbet, clash or csv'),
  PROVIDER_TIME_ZONE: timeZoneInput
    .default('UTC')
    .describe("IANA zone in which the provider's days, weeks and months begin"),
  PROVIDER_WEEK_STARTS_ON: wholeNumberInput(1, 7)
    .default(1)
    .describe("The provider's first day of the week, 1 Monday to 7 Sunday"),
}

/** The affiliate API to ask. */
export const upstreamSettings = {
  ...providerSettings,
  UPSTREAM_URL: z
    .url({ protocol: /^https?$/, error: 'Required: the http or https address of the affiliate API.' })
    .describe('The whole address of the affiliate API'),
  UPSTREAM_TOKEN: z.string().optional().describe('The token or key that the provider gave; rainbet and clash need one'),
  UPSTREAM_USER_AGENT: z.string().optional().describe('How requests call themselves'),
  UPSTREAM_HEADERS: headers.optional().describe('Headers of every request, as a JSON object or as lines "name: value"'),
  UPSTREAM_REDIRECT_HOSTS: hosts
    .optional()
    .describe('Other hosts that the provider may redirect to, separated by commas'),
  UPSTREAM_IGNORE_COLUMNS: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .optional()
    .describe('Columns of a CSV that may be there and are not read, separated by commas'),
}
