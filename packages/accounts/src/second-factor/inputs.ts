import { idInput, lineInput } from '@goated/schema/inputs'
import * as z from 'zod'
import { codeInput, passwordAgain } from '../credentials/inputs.ts'

/** `issuer` is the name that the authenticator app shows. */
export const startTotpEnrolmentInput = z.strictObject({
  userId: idInput,
  // A colon parts issuer and user in the address that the app reads.
  issuer: lineInput(64).refine((name) => !name.includes(':'), 'Must not contain a colon.'),
})
export type StartTotpEnrolmentInput = z.input<typeof startTotpEnrolmentInput>

export const finishTotpEnrolmentBody = z.strictObject({ code: codeInput })

export const finishTotpEnrolmentInput = z.strictObject({
  ...finishTotpEnrolmentBody.shape,
  userId: idInput,
  /** The session that asks, which goes on with a new token; without it all end. */
  sessionId: idInput.optional(),
})
export type FinishTotpEnrolmentInput = z.input<typeof finishTotpEnrolmentInput>

export const removeTotpBody = z.strictObject({ password: passwordAgain })

export const removeTotpInput = z.strictObject({ ...removeTotpBody.shape, userId: idInput, sessionId: idInput })
export type RemoveTotpInput = z.input<typeof removeTotpInput>

/** New recovery codes instead of those there are. */
export const renewRecoveryCodesInput = z.strictObject({ userId: idInput, sessionId: idInput })
export type RenewRecoveryCodesInput = z.input<typeof renewRecoveryCodesInput>
