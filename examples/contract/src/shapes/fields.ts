import { formatAmount, isGoatedError, MONEY_DECIMALS, parseAmount, SUM_MAX, WAGER_DECIMALS } from '@goated/schema'
import * as z from 'zod'

// Fields that JSON has no type for are codecs: what packages return, a `bigint` or a `Date`, stands on one side, the text
// that goes over the wire on the other. `...Text` is for what is text on both sides.

/** A wager or a total as text. */
export const amountText = z
  .string()
  .regex(/^-?\d+\.\d+$/)
  .meta({ description: 'A decimal number as text.', example: '1250.50000000' })

/** A prize or a pool as text. */
export const moneyText = z
  .string()
  .regex(/^-?\d+\.\d\d$/)
  .meta({ description: 'Money as text, with two decimals.', example: '500.00' })

/** An instant as text. */
export const instantText = z.iso.datetime().meta({ description: 'ISO 8601, UTC.', example: '2026-03-01T00:00:00.000Z' })

/** A wager or a total in units of 1e-8, a sum of them too; up to 8 decimals on the wire. */
export const amount = amountCodec(amountText, WAGER_DECIMALS)

/** A prize or a pool in cents; two decimals on the wire. */
export const money = amountCodec(moneyText, MONEY_DECIMALS)

/** How an instant is written, and read again. */
export const instantConversion = {
  decode: (text: string): Date => new Date(text),
  encode: (at: Date): string => at.toISOString(),
}

/** An instant; ISO 8601 in UTC on the wire. */
export const instant = z.codec(instantText, z.date(), instantConversion)

/** An admin, by the name that the account has now. */
export const adminName = z.codec(z.string(), z.object({ username: z.string() }), {
  decode: (username) => ({ username }),
  encode: ({ username }) => username,
})

/** A fraction as text: `"0.2500"` is a quarter. */
export const fraction = z.string().meta({ description: 'A fraction of 1 as text.', example: '0.2500' })

export const id = z.int().min(1)

/** A name as the public sees it, and what tells rows apart where names are masked. */
export const shownPlayer = z.object({
  key: z.string().meta({ description: 'Tells players apart, also those whose names are masked.' }),
  username: z.string(),
  masked: z.boolean(),
})

/** One part of a list. */
export function pageOf<Item extends z.ZodType>(
  item: Item,
): z.ZodObject<{ items: z.ZodArray<Item>; total: z.ZodInt; limit: z.ZodInt; offset: z.ZodInt }> {
  return z.object({ items: z.array(item), total: z.int(), limit: z.int(), offset: z.int() })
}

/** Decimal text of an amount, and its units of `10^-decimals`. */
function amountCodec(text: typeof amountText, decimals: number) {
  return z.codec(text, z.bigint(), {
    encode: (units) => formatAmount(units, decimals),
    decode(written, context) {
      try {
        return parseAmount(written, { decimals, max: SUM_MAX })
      } catch (error) {
        if (!isGoatedError(error)) throw error
        context.issues.push({ code: 'custom', input: written, message: error.message })
        return z.NEVER
      }
    },
  })
}
