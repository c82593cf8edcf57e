import * as z from 'zod'

/** A wager or a total: up to 8 decimals, as text, because a JSON number would lose digits. */
export const amount = z
  .string()
  .regex(/^-?\d+\.\d+$/)
  .meta({ description: 'A decimal number as text.', example: '1250.50000000' })

/** A prize or a pool: two decimals. */
export const money = z
  .string()
  .regex(/^-?\d+\.\d\d$/)
  .meta({ description: 'Money as text, with two decimals.', example: '500.00' })

/** A fraction as text: `"0.2500"` is a quarter. */
export const fraction = z.string().meta({ description: 'A fraction of 1 as text.', example: '0.2500' })

export const instant = z.iso.datetime().meta({ description: 'ISO 8601, UTC.', example: '2026-03-01T00:00:00.000Z' })

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
