import {
  changePassword,
  finishTotpEnrolment,
  loadUser,
  removeTotp,
  setNameHidden,
  startTotpEnrolment,
} from '@goated/accounts'
import { GoatedError } from '@goated/schema'
import { userIdOf } from '../auth/actor.ts'
import { type Act, audited, noteAct } from '../auth/audited.ts'
import type { Handlers } from '../http/route-context.ts'
import { locked, type SessionDeps } from './session.ts'

/** What people do about themselves. */
export function meHandlers(deps: SessionDeps & { siteName: string }) {
  const { db, clock, sessions } = deps
  return {
    async getMe({ actor }) {
      return loadUser(db, userIdOf(actor))
    },
    async updateMe(context) {
      const userId = userIdOf(context.actor)
      const { nameHidden } = context.body
      await audited(
        deps,
        context,
        async (tx) => ({ events: await setNameHidden(tx, { userId, hidden: nameHidden }, { clock }) }),
        () => ({ ...actOn('user.update', userId), details: { nameHidden } }),
      )
      return loadUser(db, userId)
    },
    async changeMyPassword(context) {
      const { actor, body } = context
      const userId = userIdOf(actor)
      const except = actor.kind === 'session' ? actor.session.sessionId : undefined
      const result = await changePassword(db, { ...body, userId, except }, { clock, siteName: deps.siteName })
      if (result.outcome === 'locked') throw locked(result.retryAt, clock.now())
      if (result.outcome === 'refused') throw wrong('PASSWORD_WRONG', 'The present password is wrong.', ['password'])
      await noteAct(deps, context, actOn('password.change', userId))
      return null
    },
    async startTotpSetup({ actor }) {
      return startTotpEnrolment(db, { userId: userIdOf(actor), issuer: deps.siteName }, { clock, ...sessions })
    },
    async finishTotpSetup(context) {
      const userId = userIdOf(context.actor)
      const { code } = context.body
      const result = await finishTotpEnrolment(db, { userId, code }, { clock, ...sessions })
      if (result.outcome === 'refused') throw wrong('TOTP_CODE_WRONG', 'The code is wrong.', ['code'])
      await noteAct(deps, context, actOn('totp.enrol', userId))
      return { recoveryCodes: result.recoveryCodes }
    },
    async removeTotp(context) {
      const userId = userIdOf(context.actor)
      const result = await removeTotp(db, { ...context.body, userId }, { clock, ...sessions })
      if (result.outcome === 'locked') throw locked(result.retryAt, clock.now())
      if (result.outcome === 'refused')
        throw wrong('SECOND_FACTOR_REFUSED', 'The password or the code is wrong.', ['password', 'code'])
      await noteAct(deps, context, actOn('totp.remove', userId))
      return null
    },
  } satisfies Partial<Handlers>
}

function actOn(action: string, userId: number): Act {
  return { action, targetKind: 'user', targetId: userId }
}

function wrong(code: string, message: string, fields: readonly string[]): GoatedError {
  return new GoatedError(code, message, { details: { fields } })
}
