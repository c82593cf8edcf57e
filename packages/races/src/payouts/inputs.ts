import { idInput, lineInput, pagingInput } from '@goated/schema/inputs'
import { PAYOUT_STATUSES } from '@goated/schema/vocabulary'
import * as z from 'zod'

/** Records that a prize was paid, or that it will not be. The amount cannot be changed. */
export const payoutBody = z.strictObject({
  status: z.enum(PAYOUT_STATUSES).exclude(['owed']),
  /** The transaction's id, or why it was voided. */
  reference: lineInput(200).optional(),
})

export const payoutInput = z.strictObject({ ...payoutBody.shape, payoutId: idInput, settledBy: idInput })
export type PayoutInput = z.input<typeof payoutInput>

/** Says that the last thing recorded about a payout is wrong: the payout is owed again. Both entries stay on record. */
export const correctPayoutBody = z.strictObject({
  /** The entry that is wrong. It must be the payout's last, so that nobody corrects what they have not seen. */
  corrects: idInput,
  reason: lineInput(1000),
})

export const correctPayoutInput = z.strictObject({
  ...correctPayoutBody.shape,
  payoutId: idInput,
  correctedBy: idInput,
})
export type CorrectPayoutInput = z.input<typeof correctPayoutInput>

/** What is owed and what was paid. */
export const listPayoutsInput = pagingInput.extend({
  payoutId: idInput.optional(),
  raceId: idInput.optional(),
  status: z.enum(PAYOUT_STATUSES).optional(),
})
export type ListPayoutsInput = z.input<typeof listPayoutsInput>
