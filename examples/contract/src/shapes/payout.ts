import { PAYOUT_ENTRY_KINDS, PAYOUT_STATUSES } from '@goated/schema/vocabulary'
import * as z from 'zod'
import { adminName, id, instant, money, pageOf } from './fields.ts'

export const payout = z
  .object({
    id,
    raceId: id,
    raceTitle: z.string(),
    userId: id,
    username: z.string(),
    place: z.int(),
    amount: money,
    currency: z.string(),
    status: z.enum(PAYOUT_STATUSES),
    createdAt: instant,
    settledAt: instant.nullable(),
    settledBy: adminName.nullable().meta({ description: 'The name of the admin.' }),
    reference: z.string().nullable(),
    entries: z
      .array(
        z.object({
          id,
          kind: z.enum(PAYOUT_ENTRY_KINDS),
          reference: z.string().nullable().meta({ description: "The payment's id, or the reason." }),
          recordedBy: adminName.nullable().meta({ description: 'The name of the admin.' }),
          createdAt: instant,
        }),
      )
      .meta({ description: 'All that was recorded, in order. Nothing is ever rewritten.' }),
  })
  .meta({ id: 'Payout' })
export type Payout = z.input<typeof payout>

export const payoutsPage = pageOf(payout)
  .extend({
    sums: z.array(z.object({ currency: z.string(), status: z.enum(PAYOUT_STATUSES), count: z.int(), amount: money })),
  })
  .meta({ id: 'PayoutsPage' })
export type PayoutsPage = z.input<typeof payoutsPage>
