import * as z from 'zod'
import { idInput, lineInput } from './fields.ts'
import { loginInput } from './users.ts'

const userAgentLengthMax = 256
/** The address of whoever asks, as the server knows it. */
const addressInput = lineInput(64)
/** A code of an authenticator app, or a recovery code, as typed. */
const codeInput = z.string().trim().min(1).max(64)
const passwordAgain = z.string().min(1).max(256)

/** Signing in: {@link loginInput} and what the server knows about the request. */
export const signInInput = z.strictObject({
  ...loginInput.shape,
  ip: addressInput,
  userAgent: z
    .string()
    .max(16_384)
    // Kept for its owner to recognise: a long or odd one must not keep anybody from signing in.
    .overwrite((text) => text.slice(0, userAgentLengthMax).replace(/\p{Cc}|\p{Cs}/gu, ' '))
    .optional(),
})
export type SignInInput = z.input<typeof signInInput>
export type ParsedSignIn = z.output<typeof signInInput>

/** The second step of signing in. */
export const confirmTotpBody = z.strictObject({ code: codeInput })
export type ConfirmTotpBody = z.input<typeof confirmTotpBody>

export const confirmTotpInput = z.strictObject({
  ...confirmTotpBody.shape,
  token: z.string().max(256),
  ip: addressInput,
})
export type ConfirmTotpInput = z.input<typeof confirmTotpInput>
export type ParsedConfirmTotp = z.output<typeof confirmTotpInput>

/** `issuer` is the name that the authenticator app shows. */
export const startTotpEnrolmentInput = z.strictObject({
  userId: idInput,
  // A colon parts issuer and user in the address that the app reads.
  issuer: lineInput(64).refine((name) => !name.includes(':'), 'Must not contain a colon.'),
})
export type StartTotpEnrolmentInput = z.input<typeof startTotpEnrolmentInput>
export type ParsedStartTotpEnrolment = z.output<typeof startTotpEnrolmentInput>

export const finishTotpEnrolmentBody = z.strictObject({ code: codeInput })
export type FinishTotpEnrolmentBody = z.input<typeof finishTotpEnrolmentBody>

export const finishTotpEnrolmentInput = z.strictObject({
  ...finishTotpEnrolmentBody.shape,
  userId: idInput,
  /** The session that asks, which goes on with a new token; without it all end. */
  sessionId: idInput.optional(),
})
export type FinishTotpEnrolmentInput = z.input<typeof finishTotpEnrolmentInput>
export type ParsedFinishTotpEnrolment = z.output<typeof finishTotpEnrolmentInput>

export const removeTotpBody = z.strictObject({ password: passwordAgain })
export type RemoveTotpBody = z.input<typeof removeTotpBody>

export const removeTotpInput = z.strictObject({ ...removeTotpBody.shape, userId: idInput, sessionId: idInput })
export type RemoveTotpInput = z.input<typeof removeTotpInput>
export type ParsedRemoveTotp = z.output<typeof removeTotpInput>

/** All sessions of a user, or all but the one that asks. */
export const endSessionsInput = z.strictObject({ userId: idInput, except: idInput.optional() })
export type EndSessionsInput = z.input<typeof endSessionsInput>
export type ParsedEndSessions = z.output<typeof endSessionsInput>

/** New recovery codes instead of those there are. */
export const renewRecoveryCodesInput = z.strictObject({ userId: idInput, sessionId: idInput })
export type RenewRecoveryCodesInput = z.input<typeof renewRecoveryCodesInput>
export type ParsedRenewRecoveryCodes = z.output<typeof renewRecoveryCodesInput>

/** One session of a user. */
export const endSessionInput = z.strictObject({ userId: idInput, sessionId: idInput })
export type EndSessionInput = z.input<typeof endSessionInput>
export type ParsedEndSession = z.output<typeof endSessionInput>

const stepUpFields = { code: codeInput.optional(), password: passwordAgain.optional() }
const namesOneProof = (given: { code?: string | undefined; password?: string | undefined }) =>
  (given.code === undefined) !== (given.password === undefined)
const oneProof = 'Give either the code or the password.'

/** Showing again who one is: a code of the second factor, or the password where there is no second factor. */
export const stepUpBody = z.strictObject(stepUpFields).refine(namesOneProof, oneProof)
export type StepUpBody = z.input<typeof stepUpBody>

export const stepUpInput = z
  .strictObject({ ...stepUpFields, userId: idInput, sessionId: idInput, ip: addressInput })
  .refine(namesOneProof, oneProof)
export type StepUpInput = z.input<typeof stepUpInput>
export type ParsedStepUp = z.output<typeof stepUpInput>
