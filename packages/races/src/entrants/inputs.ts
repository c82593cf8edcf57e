import { idInput, pagingInput, signedWagerInput, soughtNameInput, textInput } from '@goated/schema/inputs'
import { DECISION_KINDS } from '@goated/schema/vocabulary'
import * as z from 'zod'

/** A user enters a race that one must join. When is for the server to say: the window opens then. */
export const joinRaceInput = z.strictObject({ raceId: idInput, userId: idInput })
export type JoinRaceInput = z.input<typeof joinRaceInput>

/** What is decided about a flagged entrant, and why. */
export const decideEntrantBody = z.strictObject({
  userId: idInput,
  kind: z.enum(DECISION_KINDS),
  reason: textInput(1000),
})

export const decideEntrantInput = z.strictObject({ ...decideEntrantBody.shape, raceId: idInput, by: idInput })
export type DecideEntrantInput = z.input<typeof decideEntrantInput>

/** Puts a disqualified entrant back into the standings. */
export const reinstateInput = z.strictObject({ raceId: idInput, userId: idInput })
export type ReinstateInput = z.input<typeof reinstateInput>

/** Takes an entrant out of the standings. */
export const disqualifyBody = z.strictObject({ userId: idInput, reason: textInput(1000) })

export const disqualifyInput = z.strictObject({ ...disqualifyBody.shape, raceId: idInput, by: idInput })
export type DisqualifyInput = z.input<typeof disqualifyInput>

/** Adds to an entrant's total, or takes from it; a reason is due, because entrants see it. */
export const adjustBody = z.strictObject({
  userId: idInput,
  amount: signedWagerInput.refine((amount) => amount !== 0n, 'Must not be zero.'),
  reason: textInput(1000),
})

export const adjustInput = z.strictObject({ ...adjustBody.shape, raceId: idInput, by: idInput })
export type AdjustInput = z.input<typeof adjustInput>

/** Undoes an adjustment; both stay on record. */
export const revertAdjustmentBody = z.strictObject({ reason: textInput(1000).optional() })

export const revertAdjustmentInput = z.strictObject({
  ...revertAdjustmentBody.shape,
  adjustmentId: idInput,
  by: idInput,
})
export type RevertAdjustmentInput = z.input<typeof revertAdjustmentInput>

/** A part of a name to look for. Empty: no search. */
const searchInput = soughtNameInput(64)

/** Entrants of a race, for admins. */
export const listEntrantsInput = pagingInput.extend({
  raceId: idInput,
  /** True: those with a flag that asks for a look; false: those without. */
  flagged: z.boolean().optional(),
  disqualified: z.boolean().optional(),
  /** A part of the name, without regard to case, or the whole uid. */
  search: searchInput.optional(),
})
export type ListEntrantsInput = z.input<typeof listEntrantsInput>

export const loadEntrantInput = z.strictObject({ raceId: idInput, userId: idInput })
export type LoadEntrantInput = z.input<typeof loadEntrantInput>

/** What staff did to totals of a race, or of one entrant of it. */
export const listRulingsInput = pagingInput.extend({ raceId: idInput, userId: idInput.optional() })
export type ListRulingsInput = z.input<typeof listRulingsInput>
