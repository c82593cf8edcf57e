import { loginInput, passwordInput } from '@goated/schema'
import * as z from 'zod'
import { anybody, route, signedIn } from '../route.ts'
import { recoveryCodes, sessionState, signedInUser, totpEnrolment } from '../shapes/session.ts'

const code = z.string().trim().min(6).max(32)
const password = z.string().min(1).max(256)

const session = { tag: 'session' } as const
const me = { tag: 'me', access: signedIn } as const
// Where a second factor is asked of admins, this is all that one without it may do.
const secondFactor = { tag: 'me', access: { kind: 'setup' } } as const

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
    summary: 'Sets up the second factor, with a code that proves that the app has it',
    body: z.strictObject({ code }),
    answer: recoveryCodes,
    problems: ['TOTP_CODE_WRONG', 'TOTP_ENROLLED'],
  }),
  removeTotp: route({
    ...me,
    method: 'post',
    path: '/api/me/totp/remove',
    summary: 'Removes the second factor',
    body: z.strictObject({ password, code }),
    answer: null,
    status: 204,
    problems: ['SECOND_FACTOR_REFUSED', 'SIGN_IN_LOCKED'],
  }),
} as const
