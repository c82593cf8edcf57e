import { BASELINE_METHODS, DECISION_KINDS } from '@goated/schema/vocabulary'
import * as z from 'zod'
import { adminName, amount, id, instant, pageOf } from './fields.ts'

/** An entrant with all that an admin decides by. */
export const entrant = z
  .object({
    userId: id,
    uid: z.string(),
    username: z.string(),
    nameHidden: z.boolean(),
    rank: z.int().nullable(),
    total: amount,
    low: amount.meta({ description: 'The true total is not below this.' }),
    high: amount.meta({ description: 'The true total is not above this.' }),
    baseline: amount,
    method: z.enum(BASELINE_METHODS).nullable(),
    adjustment: amount,
    flags: z.array(z.string()),
    heldReadings: z.int(),
    decisionsDue: z.array(z.enum(DECISION_KINDS)),
    joinedAt: instant,
    reachedAt: instant,
    disqualifiedAt: instant.nullable(),
    disqualifiedReason: z.string().nullable(),
  })
  .meta({ id: 'Entrant' })
export type Entrant = z.input<typeof entrant>

export const entrantsPage = pageOf(entrant).meta({ id: 'EntrantsPage' })

const byAdmin = adminName.nullable().meta({ description: 'The name of the admin; null when the account is gone.' })

const decision = z.object({
  id,
  kind: z.enum(DECISION_KINDS),
  reason: z.string(),
  effectiveFrom: instant,
  decidedBy: byAdmin,
  createdAt: instant,
})

export const adjustment = z
  .object({
    id,
    amount,
    reason: z.string(),
    createdBy: byAdmin,
    createdAt: instant,
    revertedAt: instant.nullable(),
    revertedBy: byAdmin,
    revertReason: z.string().nullable(),
  })
  .meta({ id: 'Adjustment' })
export type Adjustment = z.input<typeof adjustment>

export const entrantDetail = entrant
  .extend({
    decisions: z.array(decision),
    adjustments: z.array(adjustment),
    history: z.array(z.object({ at: instant, total: amount })),
  })
  .meta({ id: 'EntrantDetail' })
export type EntrantDetail = z.input<typeof entrantDetail>
