import { passwordInput } from '@goated/schema/inputs'
import * as z from 'zod'
import * as input from '../inputs.ts'
import { route, signedIn } from '../route.ts'
import { signedInUser } from '../shapes/session.ts'

const me = { tag: 'me', access: signedIn } as const

export const meRoutes = {
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
    body: z.strictObject({ password: input.knownPasswordInput, newPassword: passwordInput }),
    answer: null,
    status: 204,
    problems: ['PASSWORD_WRONG', 'SIGN_IN_LOCKED'],
  }),
} as const
