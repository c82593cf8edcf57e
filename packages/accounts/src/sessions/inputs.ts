import { idInput, lineInput } from '@goated/schema/inputs'
import * as z from 'zod'
import { codeInput, passwordAgain } from '../credentials/inputs.ts'

/** Signing in. As lenient as can be: rules that changed since someone signed up must not lock them out. */
export const loginInput = z.strictObject({
  /** A user name or an e-mail address. */
  username: lineInput(256).overwrite((name) => name.normalize('NFC')),
  password: z.string().min(1).max(256),
})

const userAgentLengthMax = 256

/** The address of whoever asks, as the server knows it. */
const addressInput = lineInput(64)

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

/** The second step of signing in. */
export const confirmTotpBody = z.strictObject({ code: codeInput })

export const confirmTotpInput = z.strictObject({
  ...confirmTotpBody.shape,
  token: z.string().max(256),
  ip: addressInput,
})
export type ConfirmTotpInput = z.input<typeof confirmTotpInput>

/** All sessions of a user, or all but the one that asks. */
export const endSessionsInput = z.strictObject({ userId: idInput, except: idInput.optional() })
export type EndSessionsInput = z.input<typeof endSessionsInput>

/** One session of a user. */
export const endSessionInput = z.strictObject({ userId: idInput, sessionId: idInput })
export type EndSessionInput = z.input<typeof endSessionInput>

const stepUpFields = { code: codeInput.optional(), password: passwordAgain.optional() }

const namesOneProof = (given: { code?: string | undefined; password?: string | undefined }) =>
  (given.code === undefined) !== (given.password === undefined)

const oneProof = 'Give either the code or the password.'

/** Showing again who one is: a code of the second factor, or the password where there is no second factor. */
export const stepUpBody = z.strictObject(stepUpFields).refine(namesOneProof, oneProof)

export const stepUpInput = z
  .strictObject({ ...stepUpFields, userId: idInput, sessionId: idInput, ip: addressInput })
  .refine(namesOneProof, oneProof)
export type StepUpInput = z.input<typeof stepUpInput>
