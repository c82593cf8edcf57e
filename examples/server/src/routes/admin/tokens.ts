import { createApiToken, listApiTokens, revokeApiToken } from '@goated/accounts'
import { userIdOf } from '../../auth/actor.ts'
import { audited, type AuditedDeps } from '../../auth/audited.ts'
import type { Handlers } from '../../http/route-context.ts'

/** Tokens for machines. */
export function adminTokenHandlers(deps: AuditedDeps) {
  const { db, clock } = deps
  return {
    async listApiTokens() {
      return { items: await listApiTokens(db) }
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
      return { token, apiToken }
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
  } satisfies Partial<Handlers>
}
