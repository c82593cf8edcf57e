import { loginInput, stepUpBody } from '@goated/accounts/inputs'
import { passwordInput } from '@goated/schema/inputs'
import * as z from 'zod'
import * as input from '../inputs.ts'
import { anybody, route, signedIn } from '../route.ts'
import {
  endedSessions,
  ownSessions,
  recoveryCodes,
  sessionState,
  signedInUser,
  totpEnrolment,
} from '../shapes/session.ts'

const code = z.string().trim().min(6).max(32)
const password = z.string().min(1).max(256)

const session = { tag: 'session' } as const
const me = { tag: 'me', access: signedIn } as const
// Where a second factor is asked of admins, this and showing the password again is all that one without it may do.
const secondFactor = { tag: 'me', access: { kind: 'setup' }, stepUp: 'proof' } as const

export const sessionRoutes = {
  signIn: route({
    ...session,
    method: 'post',
    path: '/api/auth/login',
    idempotencyKey: 'ignored',
    access: anybody,
    summary: 'Signs in with a password; a second factor may be due',
    body: loginInput,
    answer: sessionState,
    problems: ['SIGN_IN_REFUSED', 'SIGN_IN_LOCKED'],
  }),
  confirmTotp: route({
    ...session,
    method: 'post',
    path: '/api/auth/totp',
    idempotencyKey: 'ignored',
    access: { kind: 'password' },
    summary: 'Gives the second factor: a code of the app, or a recovery code',
    body: z.strictObject({ code }),
    answer: sessionState,
    problems: ['SIGN_IN_REFUSED', 'SIGN_IN_LOCKED'],
  }),
  stepUp: route({
    ...session,
    method: 'post',
    path: '/api/auth/step-up',
    access: { kind: 'setup' },
    summary: 'Shows the second factor again, or the password where there is none, for what asks for a fresh proof',
    body: stepUpBody,
    answer: sessionState,
    problems: ['PROOF_REFUSED', 'SIGN_IN_LOCKED'],
  }),
  signOut: route({
    ...session,
    method: 'post',
    path: '/api/auth/logout',
    idempotencyKey: 'ignored',
    access: anybody,
    summary: 'Ends the session',
    answer: null,
    status: 204,
  }),
  getSession: route({
    ...session,
    method: 'get',
    path: '/api/auth/session',
    access: anybody,
    summary: 'Who is signed in',
    answer: sessionState,
  }),

  getMe: route({ ...me, method: 'get', path: '/api/me', summary: 'Who I am', answer: signedInUser }),
  updateMe: route({
    ...me,
    method: 'patch',
    path: '/api/me',
    summary: 'Hides my name from the public, or shows it',
    body: z.strictObject({ nameHidden: z.boolean() }),
    answer: signedInUser,
  }),
  changeMyPassword: route({
    ...me,
    method: 'post',
    path: '/api/me/password',
    stepUp: 'factor',
    summary: 'Changes my password and ends my other sessions',
    body: z.strictObject({ password, newPassword: passwordInput }),
    answer: null,
    status: 204,
    problems: ['PASSWORD_WRONG', 'SIGN_IN_LOCKED'],
  }),
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
    body: z.strictObject({ code }),
    answer: recoveryCodes,
    problems: ['TOTP_CODE_WRONG', 'TOTP_ENROLLED'],
  }),
  removeTotp: route({
    ...me,
    method: 'post',
    path: '/api/me/totp/remove',
    stepUp: 'proof',
    summary: 'Removes the second factor and ends my other sessions',
    body: z.strictObject({ password }),
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

  listMySessions: route({
    ...me,
    method: 'get',
    path: '/api/me/sessions',
    summary: 'Where I am signed in, the session used last first',
    answer: ownSessions,
  }),
  endMyOtherSessions: route({
    ...me,
    method: 'delete',
    path: '/api/me/sessions',
    summary: 'Signs me out everywhere else',
    answer: endedSessions,
  }),
  endMySession: route({
    ...me,
    method: 'delete',
    path: '/api/me/sessions/:id',
    summary: 'Ends one of my sessions',
    params: input.idParams,
    answer: null,
    status: 204,
    problems: ['SESSION_NOT_FOUND'],
  }),
} as const
