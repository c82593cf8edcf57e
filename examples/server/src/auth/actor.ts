import type { ApiTokenView, SessionView } from '@goated/accounts'

/** Who makes a request. */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'session'; session: SessionView; token: string }
  | { kind: 'token'; apiToken: ApiTokenView }

/** The user on whose behalf something is done: the one who is signed in, or the one who made the token. */
export function userIdOf(actor: Actor): number {
  if (actor.kind === 'session') return actor.session.user.id
  if (actor.kind === 'token') return actor.apiToken.createdBy
  throw new Error('A route that needs somebody let nobody in.')
}

/** The session of the user who is signed in, for routes that let no token in. */
export function sessionOf(actor: Actor): SessionView {
  if (actor.kind === 'session') return actor.session
  throw new Error('A route that needs a session let somebody in without one.')
}
