import { findApiToken, findSession } from '@goated/accounts'
import { type Clock, GoatedError, type TransactionalDb } from '@goated/schema'
import type { Request } from 'express'
import type { Actor } from './actor.ts'
import type { SessionCookie } from './session-cookie.ts'
import type { SessionSettings } from './session-settings.ts'

export interface AuthenticateDeps {
  db: TransactionalDb
  clock: Clock
  cookie: SessionCookie
  sessions: SessionSettings
}

/**
 * Finds out who makes a request. A token that is named must be good: falling back to the cookie would hide that it is
 * not.
 *
 * @throws TOKEN_INVALID
 */
export async function authenticate(request: Request, deps: AuthenticateDeps): Promise<Actor> {
  const { db, clock, cookie } = deps
  const { authorization } = request.headers
  if (authorization !== undefined) {
    const token = /^Bearer +(?<token>\S+) *$/i.exec(authorization)?.groups?.['token']
    const apiToken = token === undefined ? null : await findApiToken(db, token, { clock })
    if (!apiToken) throw new GoatedError('TOKEN_INVALID', 'The token is not valid, or not any more.')
    return { kind: 'token', apiToken }
  }
  const token = cookie.read(request)
  if (token === undefined) return { kind: 'anonymous' }
  const session = await findSession(db, token, { clock, ...deps.sessions })
  return session ? { kind: 'session', session, token } : { kind: 'anonymous' }
}
