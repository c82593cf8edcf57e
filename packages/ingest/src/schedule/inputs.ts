import { idInput, instantInput, sourceInput } from '@goated/schema/inputs'
import * as z from 'zod'

/** Asks whichever worker leads for a reading now. */
export const requestReadingInput = z.strictObject({
  source: sourceInput,
  /** Store it although it jumps, falls or shrinks beyond belief: somebody has looked. */
  trust: z.boolean().default(false),
  requestedBy: idInput.optional(),
})
export type RequestReadingInput = z.input<typeof requestReadingInput>

export const findReadingRequestInput = z.strictObject({ source: sourceInput })
export type FindReadingRequestInput = z.input<typeof findReadingRequestInput>

/** Which request was answered: one that came since is another. */
export const finishReadingRequestInput = z.strictObject({ source: sourceInput, requestedAt: instantInput })
export type FinishReadingRequestInput = z.input<typeof finishReadingRequestInput>
