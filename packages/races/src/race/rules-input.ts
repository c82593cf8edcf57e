import { currencyInput, lineInput, moneyInput, textInput, timeZoneInput, wagerInput } from '@goated/schema/inputs'
import { JOIN_POLICIES, RACE_TYPES, TIE_RULES, UNCLAIMED_RULES } from '@goated/schema/vocabulary'
import * as z from 'zod'

export const secondsPerDay = 86_400

export const placesMax = 100_000

/** Checks a decimal string and keeps it as it is: the distribution is stored as JSON, which knows no bigint. */
function decimalString(amount: z.ZodType<bigint, string>) {
  return z.string('Must be a decimal string.').superRefine((text, context) => {
    for (const { message } of amount.safeParse(text).error?.issues ?? []) context.addIssue({ code: 'custom', message })
  })
}

/** Places and what each of them gets: a percent of the pool, or an amount. `to` defaults to `from`. */
export const prizeRangeInput = z
  .strictObject({
    from: z.int().min(1).max(placesMax),
    to: z.int().min(1).max(placesMax).optional(),
    percent: decimalString(wagerInput).optional(),
    amount: decimalString(moneyInput).optional(),
  })
  .superRefine((range, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
    if (range.to !== undefined && range.to < range.from) refuse('to', 'Must not be less than from.')
    if (range.percent === undefined && range.amount === undefined) refuse('percent', 'Give either percent or amount.')
    if (range.percent !== undefined && range.amount !== undefined) refuse('amount', 'Give either percent or amount.')
  })
export type PrizeRangeInput = z.input<typeof prizeRangeInput>

/** Only its shape; whether the ranges fit together and into the pool is decided where prizes are computed. */
export const prizeDistributionInput = z.array(prizeRangeInput).min(1).max(1000)

/** When a provider's own day, week and month begin. */
export const calendarInput = z.strictObject({ timeZone: timeZoneInput, weekStartsOn: z.int().min(1).max(7) })

/** The rules that may still change while a race is upcoming. */
export const changeableFields = {
  title: lineInput(200),
  type: z.enum(RACE_TYPES),
  prizePool: moneyInput,
  currency: currencyInput,
  minWager: wagerInput,
  prizeDistribution: prizeDistributionInput,
  ties: z.enum(TIE_RULES),
  unclaimed: z.enum(UNCLAIMED_RULES),
  joinPolicy: z.enum(JOIN_POLICIES),
  timeZone: timeZoneInput,
  graceSeconds: z
    .int()
    .min(0)
    .max(30 * secondsPerDay),
  rules: textInput(20_000),
  description: textInput(5000),
}

/** The rules of the competition, which a race and a series share. */
export const ruleFields = {
  ...changeableFields,
  type: changeableFields.type.default('custom'),
  currency: changeableFields.currency.default('USD'),
  minWager: changeableFields.minWager.prefault('0'),
  ties: changeableFields.ties.default('split'),
  unclaimed: changeableFields.unclaimed.default('retain'),
  joinPolicy: changeableFields.joinPolicy.default('open'),
  timeZone: changeableFields.timeZone.default('UTC'),
  graceSeconds: changeableFields.graceSeconds.default(secondsPerDay),
  rules: changeableFields.rules.optional(),
  description: changeableFields.description.optional(),
  /** The window may lie in the past: the race is over wagers that were made before. */
  raceHistory: z.boolean().default(false),
}
