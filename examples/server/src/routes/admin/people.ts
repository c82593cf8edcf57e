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
import { GoatedError } from '@goated/schema'
import { loadUserNames } from '../../admin/load-user-names.ts'
import { type Actor, userIdOf } from '../../auth/actor.ts'
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
      const { nameHidden, isAdmin } = context.body
      await audited(
        deps,
        context,
        async (tx) => {
          if (isAdmin !== undefined) await setAdmin(tx, { userId, isAdmin })
          return {
            events: nameHidden === undefined ? [] : await setNameHidden(tx, { userId, hidden: nameHidden }, { clock }),
          }
        },
        () => ({ action: 'user.update', targetKind: 'user', targetId: userId, details: { nameHidden, isAdmin } }),
      )
      return adminUserJson(await loadUser(db, userId))
    },
    async listApiTokens() {
      return { items: (await listApiTokens(db)).map(apiTokenJson) }
    },
    async createApiToken(context) {
      const { name, scopes, expiresAt } = context.body
      requireOwnScopes(context.actor, scopes)
      const { token, apiToken } = await audited(
        deps,
        context,
        (tx) => createApiToken(tx, { name, scopes, expiresAt, createdBy: userIdOf(context.actor) }, { clock }),
        (created) => ({
          action: 'token.create',
          targetKind: 'token',
          targetId: created.apiToken.id,
          details: { name, scopes },
        }),
      )
      return { token, apiToken: apiTokenJson(apiToken) }
    },
    async revokeApiToken(context) {
      const { id: tokenId } = context.params
      await audited(
        deps,
        context,
        async (tx) => {
          await revokeApiToken(tx, { tokenId }, { clock })
          return {}
        },
        () => ({ action: 'token.revoke', targetKind: 'token', targetId: tokenId }),
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

/** A token cannot make one that may do more than itself. */
function requireOwnScopes(actor: Actor, scopes: readonly string[]): void {
  if (actor.kind !== 'token') return
  const missing = scopes.filter((scope) => !actor.apiToken.scopes.some((own) => own === scope))
  if (missing.length > 0)
    throw new GoatedError('TOKEN_SCOPES_EXCEEDED', 'A token cannot make one that may do more than itself.', {
      details: { field: 'scopes' },
    })
}
