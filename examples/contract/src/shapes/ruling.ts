import { DECISION_KINDS } from '@goated/schema/vocabulary'
import * as z from 'zod'
import { amount, id, instant, pageOf, shownPlayer } from './fields.ts'

const ruling = z
  .object({
    ...shownPlayer.shape,
    kind: z.enum(['adjustment', ...DECISION_KINDS, 'disqualification']),
    amount: amount.nullable().meta({ description: 'What an adjustment added, or took where it is negative.' }),
    reason: z.string().nullable(),
    at: instant,
    revertedAt: instant.nullable().meta({ description: 'When an adjustment was undone; null while it stands.' }),
    revertReason: z.string().nullable(),
  })
  .meta({ id: 'Ruling', description: "What staff did to an entrant's total." })
export type Ruling = z.input<typeof ruling>

/** What staff did to the totals of one race. */
export const rulingsPage = pageOf(ruling).extend({ raceId: id }).meta({ id: 'RulingsPage' })

/** The same in a place that says already whose total it is. */
export const ownRuling = ruling.omit({ key: true, username: true, masked: true }).meta({ id: 'OwnRuling' })
export type OwnRuling = z.input<typeof ownRuling>
