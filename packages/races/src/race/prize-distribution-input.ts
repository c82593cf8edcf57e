import { moneyCodec, wagerCodec } from '@goated/schema/inputs'
import * as z from 'zod'

/** The most places that a distribution may have. */
export const PLACES_MAX = 100_000

/** Checks a decimal string and keeps it as it is: the distribution is stored as JSON, which knows no bigint. */
function decimalString(codec: typeof wagerCodec) {
  return z.string('Must be a decimal string.').superRefine((text, context) => {
    for (const { message } of codec.safeDecode(text).error?.issues ?? []) context.addIssue({ code: 'custom', message })
  })
}

/** Places and what each of them gets: a percent of the pool, or an amount. `to` defaults to `from`. */
export const prizeRangeInput = z
  .strictObject({
    from: z.int().min(1).max(PLACES_MAX),
    to: z.int().min(1).max(PLACES_MAX).optional(),
    percent: decimalString(wagerCodec).optional(),
    amount: decimalString(moneyCodec).optional(),
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
