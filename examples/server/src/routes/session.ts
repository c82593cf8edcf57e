import { confirmTotp, findSession, signIn, signOut, stepUp } from '@goated/accounts'
import type { AnswerValue } from '@goated/example-contract'
import { GoatedError } from '@goated/schema'
import { type Actor, sessionOf } from '../auth/actor.ts'
import { type AuditedDeps, noteAct } from '../auth/audited.ts'
import { type AdminTotp, factorDue } from '../auth/authorise.ts'
import type { SessionSettings } from '../auth/session-settings.ts'
import type { ClientFacts, Handlers } from '../http/route-context.ts'

export interface SessionDeps extends AuditedDeps {
  adminTotp: AdminTotp
  sessions: SessionSettings
}

type KeepSession = (session: { token: string; expiresAt: Date }) => void

/** Signing in and out, and showing again who one is. */
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
    async stepUp({ actor, body, client, keepSession }) {
      const { sessionId, user } = sessionOf(actor)
      const proof = { ...body, userId: user.id, sessionId, ip: client.address }
      const result = await stepUp(db, proof, { clock, ...sessions })
      if (result.outcome === 'refused')
        throw new GoatedError('PROOF_REFUSED', 'This is wrong, or was used already.', {
          details: { field: body.code === undefined ? 'password' : 'code' },
        })
      if (result.outcome === 'locked') throw locked(result.retryAt, clock.now())
      const raised = await take(result.session.token, keepSession)
      await noteAct(
        deps,
        { actor: raised, client },
        { action: 'session.stepUp', targetKind: 'user', targetId: user.id },
      )
      return stateOf(raised)
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

  /** Hands out a session under its new token. */
  async function take(token: string, keepSession: KeepSession) {
    const session = await findSession(db, token, { clock, ...sessions })
    if (!session) throw new Error('A session that has just begun is gone.')
    keepSession({ token, expiresAt: session.expiresAt })
    return { kind: 'session', session, token } as const
  }

  /** Hands out the session, and writes down that an admin has come in. */
  async function begin(token: string, client: ClientFacts, keepSession: KeepSession) {
    const actor = await take(token, keepSession)
    const { level, user } = actor.session
    if (level === 'full' && user.isAdmin)
      await noteAct(deps, { actor, client }, { action: 'session.begin', targetKind: 'user', targetId: user.id })
    return stateOf(actor)
  }

  function stateOf(actor: Actor): AnswerValue<'getSession'> {
    if (actor.kind !== 'session') return { state: 'signed_out', user: null, totpSetupRequired: false, expiresAt: null }
    const { level, user, expiresAt } = actor.session
    const due = factorDue(actor, deps.adminTotp)
    // The answer does not say who it is before the second factor is shown.
    if (level === 'password' || due === 'code')
      return { state: 'totp_required', user: null, totpSetupRequired: false, expiresAt }
    return { state: 'signed_in', user, totpSetupRequired: due === 'setup', expiresAt }
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
