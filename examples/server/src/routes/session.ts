import { confirmTotp, findSession, signIn, signOut } from '@goated/accounts'
import type { SessionState } from '@goated/example-contract'
import { GoatedError } from '@goated/schema'
import type { Actor } from '../auth/actor.ts'
import { type AuditedDeps, noteAct } from '../auth/audited.ts'
import { owesSecondFactor, type AdminTotp } from '../auth/authorise.ts'
import type { SessionSettings } from '../auth/session-settings.ts'
import type { ClientFacts, Handlers } from '../http/route-context.ts'

export interface SessionDeps extends AuditedDeps {
  adminTotp: AdminTotp
  sessions: SessionSettings
}

/** Signing in and out. */
export function sessionHandlers(deps: SessionDeps) {
  const { db, clock, sessions } = deps
  return {
    async signIn({ body, client, keepSession }) {
      const { address: ip, userAgent } = client
      const result = await signIn(db, { ...body, ip, userAgent }, { clock, ...sessions })
      if (result.outcome === 'refused') throw refused('The name or the password is wrong.')
      if (result.outcome === 'locked') throw locked(result.retryAt, clock.now())
      return begin(result.token, client, keepSession)
    },
    async confirmTotp({ actor, body: { code }, client, keepSession }) {
      if (actor.kind !== 'session') throw new Error('Only a session owes a second factor.')
      const result = await confirmTotp(db, { token: actor.token, code, ip: client.address }, { clock, ...sessions })
      if (result.outcome === 'refused') throw refused('The code is wrong, or was used already.')
      if (result.outcome === 'locked') throw locked(result.retryAt, clock.now())
      return begin(result.token, client, keepSession)
    },
    async signOut({ actor, keepSession }) {
      if (actor.kind === 'session') await signOut(db, actor.token)
      keepSession(null)
      return null
    },
    async getSession({ actor }) {
      return stateOf(actor)
    },
  } satisfies Partial<Handlers>

  /** Hands out the session, and writes down that an admin has come in. */
  async function begin(
    token: string,
    client: ClientFacts,
    keepSession: (session: { token: string; expiresAt: Date }) => void,
  ) {
    const session = await findSession(db, token, { clock, ...sessions })
    if (!session) throw new Error('A session that has just begun is gone.')
    const actor = { kind: 'session', session, token } as const
    keepSession({ token, expiresAt: session.expiresAt })
    if (session.level === 'full' && session.user.isAdmin)
      await noteAct(deps, { actor, client }, { action: 'session.begin', targetKind: 'user', targetId: session.user.id })
    return stateOf(actor)
  }

  function stateOf(actor: Actor): SessionState {
    if (actor.kind !== 'session') return { state: 'signed_out', user: null, totpSetupRequired: false, expiresAt: null }
    const { level, user, expiresAt } = actor.session
    if (level === 'password')
      // Who it is, is not told before the second factor.
      return { state: 'totp_required', user: null, totpSetupRequired: false, expiresAt: expiresAt.toISOString() }
    return {
      state: 'signed_in',
      user,
      totpSetupRequired: owesSecondFactor(actor, deps.adminTotp),
      expiresAt: expiresAt.toISOString(),
    }
  }
}

function refused(message: string): GoatedError {
  return new GoatedError('SIGN_IN_REFUSED', message)
}

/** Too many attempts, by this address or on this account. */
export function locked(retryAt: Date, now: Date): GoatedError {
  const minutes = Math.max(1, Math.ceil((retryAt.getTime() - now.getTime()) / 60_000))
  return new GoatedError('SIGN_IN_LOCKED', `Too many attempts. Try again in ${minutes} min.`, {
    details: { retryAfterSeconds: 60 * minutes },
  })
}
