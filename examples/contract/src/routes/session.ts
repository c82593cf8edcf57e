import { loginInput, stepUpBody } from '@goated/accounts/inputs'
import * as z from 'zod'
import * as input from '../inputs.ts'
import { anybody, route } from '../route.ts'
import { sessionState } from '../shapes/session.ts'

const session = { tag: 'session' } as const

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
    body: z.strictObject({ code: input.codeInput }),
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
} as const
