import * as input from '../inputs.ts'
import { route, signedIn } from '../route.ts'
import { endedSessions, ownSessions } from '../shapes/session.ts'

const me = { tag: 'me', access: signedIn } as const

export const mySessionRoutes = {
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
