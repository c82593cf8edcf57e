import { endSession, endSessions, listSessions } from '@goated/accounts'
import { sessionOf } from '../auth/actor.ts'
import { audited } from '../auth/audited.ts'
import type { Handlers } from '../http/route-context.ts'
import { ownSession } from '../views/own-session.ts'
import type { SessionDeps } from './session.ts'

/** Where people are signed in, and signing out there. */
export function mySessionsHandlers(deps: SessionDeps) {
  const { db, clock } = deps
  return {
    async listMySessions({ actor }) {
      const { sessionId, user } = sessionOf(actor)
      const sessions = await listSessions(db, user.id, { clock })
      return { items: sessions.map((session) => ownSession(session, sessionId)) }
    },
    async endMySession(context) {
      const { sessionId: own, user } = sessionOf(context.actor)
      const { id: sessionId } = context.params
      await audited(
        deps,
        context,
        async (tx) => {
          await endSession(tx, { userId: user.id, sessionId })
          return {}
        },
        () => ({ action: 'session.end', targetKind: 'session', targetId: sessionId }),
      )
      if (sessionId === own) context.keepSession(null)
      return null
    },
    async endMyOtherSessions(context) {
      const { sessionId, user } = sessionOf(context.actor)
      const { ended } = await audited(
        deps,
        context,
        (tx) => endSessions(tx, { userId: user.id, except: sessionId }),
        (done) => ({
          action: 'session.endOthers',
          targetKind: 'user',
          targetId: user.id,
          details: { ended: done.ended },
        }),
      )
      return { ended }
    },
  } satisfies Partial<Handlers>
}
