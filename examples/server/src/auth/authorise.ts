import type { Access } from '@goated/example-contract'
import { GoatedError } from '@goated/schema'
import type { Actor } from './actor.ts'

/** Whether the installation asks for a second factor of whoever is an admin. */
export type AdminTotp = 'required' | 'optional'

/**
 * Lets an actor in, or throws. What is not named here is refused.
 *
 * @throws UNAUTHENTICATED nobody is signed in, or the second factor is still due
 * @throws FORBIDDEN, SCOPE_MISSING, TOTP_SETUP_REQUIRED
 */
export function authorise(access: Access, actor: Actor, adminTotp: AdminTotp): void {
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

/** Whether an admin has yet to set up the second factor that the installation asks for. */
export function owesSecondFactor(actor: Actor & { kind: 'session' }, adminTotp: AdminTotp): boolean {
  const { isAdmin, hasTotp } = actor.session.user
  return adminTotp === 'required' && isAdmin && !hasTotp
}

function isSignedIn(actor: Actor): actor is Actor & { kind: 'session' } {
  return actor.kind === 'session' && actor.session.level === 'full'
}

function requireSecondFactor(actor: Actor & { kind: 'session' }, adminTotp: AdminTotp): void {
  if (owesSecondFactor(actor, adminTotp)) throw new GoatedError('TOTP_SETUP_REQUIRED', 'Set up a second factor first.')
}

function requireScope(scopes: readonly string[], scope: string): void {
  if (!scopes.includes(scope)) throw new GoatedError('SCOPE_MISSING', `The token lacks the scope ${scope}.`)
}

function forbidden(): GoatedError {
  return new GoatedError('FORBIDDEN', 'This is not for you.')
}
