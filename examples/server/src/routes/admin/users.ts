import { listUsers, loadUser, setAdmin, setNameHidden } from '@goated/accounts'
import { userIdOf } from '../../auth/actor.ts'
import { audited, type AuditedDeps } from '../../auth/audited.ts'
import type { Handlers } from '../../http/route-context.ts'
import { shownUser } from '../../views/admin-user.ts'

/** Users, their names and roles. */
export function adminUserHandlers(deps: AuditedDeps) {
  const { db, clock } = deps
  return {
    async listUsers({ query }) {
      const { items, total } = await listUsers(db, query)
      return { items: items.map(shownUser), total, limit: query.limit, offset: query.offset }
    },
    async updateUser(context) {
      const { id: userId } = context.params
      const { nameHidden } = context.body
      await audited(
        deps,
        context,
        async (tx) => ({ events: await setNameHidden(tx, { userId, hidden: nameHidden }, { clock }) }),
        () => ({ action: 'user.update', targetKind: 'user', targetId: userId, details: { nameHidden } }),
      )
      return shownUser(await loadUser(db, userId))
    },
    async setUserRole(context) {
      const { id: userId } = context.params
      const { isAdmin } = context.body
      await audited(
        deps,
        context,
        (tx) => setAdmin(tx, { userId, isAdmin, changedBy: userIdOf(context.actor) }, { clock }),
        ({ tokensRevoked }) => ({
          action: 'user.role',
          targetKind: 'user',
          targetId: userId,
          details: { isAdmin, tokensRevoked },
        }),
      )
      return shownUser(await loadUser(db, userId))
    },
  } satisfies Partial<Handlers>
}
