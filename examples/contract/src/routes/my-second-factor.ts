import * as z from 'zod'
import * as input from '../inputs.ts'
import { route, signedIn } from '../route.ts'
import { recoveryCodes, totpEnrolment } from '../shapes/session.ts'

const me = { tag: 'me', access: signedIn } as const
// Where a second factor is asked of admins, this and showing the password again is all that one without it may do.
const secondFactor = { tag: 'me', access: { kind: 'setup' }, stepUp: 'proof' } as const

export const mySecondFactorRoutes = {
  startTotpSetup: route({
    ...secondFactor,
    method: 'post',
    path: '/api/me/totp',
    summary: 'Begins to set up a second factor',
    answer: totpEnrolment,
    problems: ['TOTP_ENROLLED'],
  }),
  finishTotpSetup: route({
    ...secondFactor,
    method: 'post',
    path: '/api/me/totp/confirm',
    summary: 'Sets up the second factor, with a code that proves that the app has it, and ends my other sessions',
    body: z.strictObject({ code: input.codeInput }),
    answer: recoveryCodes,
    problems: ['TOTP_CODE_WRONG', 'TOTP_ENROLLED'],
  }),
  removeTotp: route({
    ...me,
    method: 'post',
    path: '/api/me/totp/remove',
    stepUp: 'proof',
    summary: 'Removes the second factor and ends my other sessions',
    body: z.strictObject({ password: input.knownPasswordInput }),
    answer: null,
    status: 204,
    problems: ['SECOND_FACTOR_REFUSED', 'SIGN_IN_LOCKED'],
  }),
  renewRecoveryCodes: route({
    ...me,
    method: 'post',
    path: '/api/me/totp/recovery-codes',
    stepUp: 'proof',
    summary: 'Makes new recovery codes, voids those before and ends my other sessions',
    answer: recoveryCodes,
    problems: ['TOTP_NOT_ENROLLED'],
  }),
} as const
