import { changePassword, loadUser, setNameHidden } from '@goated/accounts'
import { GoatedError } from '@goated/schema'
import { sessionOf, userIdOf } from '../auth/actor.ts'
import { type Act, audited, noteAct } from '../auth/audited.ts'
import type { Handlers } from '../http/route-context.ts'
import { locked, type SessionDeps } from './session.ts'

/** What people do about themselves. */
export function meHandlers(deps: SessionDeps & { siteName: string }) {
  const { db, clock } = deps
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
      const { sessionId, user } = sessionOf(context.actor)
      const input = { ...context.body, userId: user.id, sessionId }
      const result = await changePassword(db, input, { clock, siteName: deps.siteName })
      if (result.outcome === 'locked') throw locked(result.retryAt, clock.now())
      if (result.outcome === 'refused') throw wrong('PASSWORD_WRONG', 'The present password is wrong.', ['password'])
      if (result.session) context.keepSession(result.session)
      await noteAct(deps, context, actOn('password.change', user.id))
      return null
    },
  } satisfies Partial<Handlers>
}

export function actOn(action: string, userId: number): Act {
  return { action, targetKind: 'user', targetId: userId }
}

export function wrong(code: string, message: string, fields: readonly string[]): GoatedError {
  return new GoatedError(code, message, { details: { fields } })
}
