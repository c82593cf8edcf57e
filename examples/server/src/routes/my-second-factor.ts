import { finishTotpEnrolment, removeTotp, renewRecoveryCodes, startTotpEnrolment } from '@goated/accounts'
import { GoatedError } from '@goated/schema'
import { sessionOf, userIdOf } from '../auth/actor.ts'
import { audited, noteAct } from '../auth/audited.ts'
import type { Handlers } from '../http/route-context.ts'
import { actOn, wrong } from './me.ts'
import { locked, type SessionDeps } from './session.ts'

/** Setting up a second factor, and removing it. */
export function mySecondFactorHandlers(deps: SessionDeps & { siteName: string }) {
  const { db, clock, sessions } = deps
  return {
    async startTotpSetup({ actor }) {
      return startTotpEnrolment(db, { userId: userIdOf(actor), issuer: deps.siteName }, { clock, ...sessions })
    },
    async finishTotpSetup(context) {
      const { sessionId, user } = sessionOf(context.actor)
      const input = { userId: user.id, sessionId, code: context.body.code }
      const { recoveryCodes, session } = await audited(
        deps,
        context,
        async (tx) => {
          const result = await finishTotpEnrolment(tx, input, { clock, ...sessions })
          if (result.outcome === 'refused') throw wrong('TOTP_CODE_WRONG', 'The code is wrong.', ['code'])
          return result
        },
        () => actOn('totp.enrol', user.id),
      )
      if (session) context.keepSession(session)
      return { recoveryCodes }
    },
    async removeTotp(context) {
      const { sessionId, user } = sessionOf(context.actor)
      const result = await removeTotp(db, { ...context.body, userId: user.id, sessionId }, { clock })
      if (result.outcome === 'locked') throw locked(result.retryAt, clock.now())
      if (result.outcome === 'refused') throw wrong('SECOND_FACTOR_REFUSED', 'The password is wrong.', ['password'])
      if (result.session) context.keepSession(result.session)
      await noteAct(deps, context, actOn('totp.remove', user.id))
      return null
    },
    async renewRecoveryCodes(context) {
      const { sessionId, user } = sessionOf(context.actor)
      const { recoveryCodes, session } = await audited(
        deps,
        context,
        async (tx) => {
          const result = await renewRecoveryCodes(tx, { userId: user.id, sessionId }, { clock })
          if (result.outcome === 'refused') throw new GoatedError('UNAUTHENTICATED', 'The session is over.')
          return result
        },
        () => actOn('totp.recoveryCodes', user.id),
      )
      if (session) context.keepSession(session)
      return { recoveryCodes }
    },
  } satisfies Partial<Handlers>
}
