import { isProofFresh, owesFactor } from '@goated/accounts'
import { type Access, isPersonal, type RouteDefinition, type StepUp } from '@goated/example-contract'
import { GoatedError } from '@goated/schema'
import type { Actor } from './actor.ts'

/** Whether the installation asks admins for a second factor. */
export type AdminTotp = 'required' | 'optional'

type AdminScope = (Access & { kind: 'admin' })['scope']
type SessionActor = Actor & { kind: 'session' }

/**
 * Lets an actor in, or throws. What is not named here is refused.
 *
 * @throws UNAUTHENTICATED nobody is signed in, or the second factor is still due
 * @throws FORBIDDEN, SCOPE_MISSING, TOTP_SETUP_REQUIRED
 * @throws SECOND_FACTOR_REQUIRED the session is older than its user's second factor
 * @throws STEP_UP_REQUIRED who is signed in has to be shown again
 */
export function authorise(
  { access, stepUp }: Pick<RouteDefinition, 'access' | 'stepUp'>,
  actor: Actor,
  { adminTotp, now }: { adminTotp: AdminTotp; now: Date },
): void {
  requireAccess(access, actor, adminTotp)
  if (stepUp !== undefined && actor.kind === 'session') requireStepUp(stepUp, actor, now)
}

/** The second factor that keeps a session from all but showing it or setting it up; null when none is due. */
export function factorDue({ session }: SessionActor, adminTotp: AdminTotp): 'code' | 'setup' | null {
  if (owesFactor(session)) return 'code'
  const { isAdmin, hasTotp } = session.user
  return adminTotp === 'required' && isAdmin && !hasTotp ? 'setup' : null
}

function requireAccess(access: Access, actor: Actor, adminTotp: AdminTotp): void {
  switch (access.kind) {
    case 'public':
      return
    case 'password':
      if (actor.kind === 'session') return
      break
    case 'setup':
      if (isSignedIn(actor)) return
      break
    case 'session':
      if (isSignedIn(actor)) return requireSecondFactor(actor, adminTotp)
      break
    case 'admin':
      if (actor.kind === 'token') return requireScope(actor.apiToken.scopes, access.scope)
      if (!isSignedIn(actor)) break
      if (!actor.session.user.isAdmin) throw forbidden()
      return requireSecondFactor(actor, adminTotp)
  }
  if (actor.kind === 'token') throw forbidden()
  throw new GoatedError('UNAUTHENTICATED', 'Sign in first.')
}

function isSignedIn(actor: Actor): actor is SessionActor {
  return actor.kind === 'session' && actor.session.level === 'full'
}

function requireSecondFactor(actor: SessionActor, adminTotp: AdminTotp): void {
  const due = factorDue(actor, adminTotp)
  if (due === 'code') throw new GoatedError('SECOND_FACTOR_REQUIRED', 'Show your second factor first.')
  if (due === 'setup') throw new GoatedError('TOTP_SETUP_REQUIRED', 'Set up a second factor first.')
}

function requireStepUp(stepUp: StepUp, { session }: SessionActor, now: Date): void {
  if (stepUp === 'factor' && !session.user.hasTotp) return
  if (!isProofFresh(session, now)) throw new GoatedError('STEP_UP_REQUIRED', 'Show again that it is you.')
}

function requireScope(scopes: readonly string[], scope: AdminScope): void {
  if (isPersonal(scope)) throw new GoatedError('FORBIDDEN', 'Only admins may do this, in person: no token can.')
  if (!scopes.includes(scope)) throw new GoatedError('SCOPE_MISSING', `The token lacks the scope ${scope}.`)
}

function forbidden(): GoatedError {
  return new GoatedError('FORBIDDEN', 'This is not for you.')
}
