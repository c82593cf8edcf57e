import {
  createApiToken,
  listApiTokens,
  listAudit,
  listUsers,
  loadUser,
  revokeApiToken,
  setAdmin,
  setNameHidden,
  verifyAudit,
} from '@goated/accounts'
import { loadUserNames } from '../../admin/load-user-names.ts'
import { userIdOf } from '../../auth/actor.ts'
import { audited, type AuditedDeps } from '../../auth/audited.ts'
import type { Handlers } from '../../http/route-context.ts'
import { adminUserJson, apiTokenJson, auditEntryJson } from '../../views/people.ts'

/** Users, tokens and the audit log. */
export function adminPeopleHandlers(deps: AuditedDeps) {
  const { db, clock } = deps
  return {
    async listUsers({ query }) {
      const { items, total } = await listUsers(db, query)
      return { items: items.map(adminUserJson), total, limit: query.limit, offset: query.offset }
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
      return adminUserJson(await loadUser(db, userId))
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
      return adminUserJson(await loadUser(db, userId))
    },
    async listApiTokens() {
      return { items: (await listApiTokens(db)).map(apiTokenJson) }
    },
    async createApiToken(context) {
      const { name, scopes, expiresAt } = context.body
      const { actor } = context
      const createdBy = userIdOf(actor)
      const createdByToken = actor.kind === 'token' ? actor.apiToken.tokenId : undefined
      const { token, apiToken } = await audited(
        deps,
        context,
        (tx) => createApiToken(tx, { name, scopes, expiresAt, createdBy, createdByToken }, { clock }),
        (created) => ({
          action: 'token.create',
          targetKind: 'token',
          targetId: created.apiToken.id,
          details: { name, scopes, expiresAt: created.apiToken.expiresAt },
        }),
      )
      return { token, apiToken: apiTokenJson(apiToken) }
    },
    async revokeApiToken(context) {
      const { id: tokenId } = context.params
      await audited(
        deps,
        context,
        (tx) => revokeApiToken(tx, { tokenId }, { clock }),
        ({ alsoRevoked }) => ({
          action: 'token.revoke',
          targetKind: 'token',
          targetId: tokenId,
          details: { alsoRevoked },
        }),
      )
      return null
    },
    async listAudit({ query }) {
      const { items, total } = await listAudit(db, query)
      const names = await loadUserNames(
        db,
        items.flatMap(({ actorUserId }) => actorUserId ?? []),
      )
      return {
        items: items.map((entry) => auditEntryJson(entry, names)),
        total,
        limit: query.limit,
        offset: query.offset,
      }
    },
    async verifyAudit() {
      const { ok, entries, brokenAt } = await verifyAudit(db)
      return { ok, entries, brokenAt }
    },
  } satisfies Partial<Handlers>
}
