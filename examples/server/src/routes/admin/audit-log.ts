import { listAudit, loadUserNames, verifyAudit } from '@goated/accounts'
import type { AuditedDeps } from '../../auth/audited.ts'
import type { Handlers } from '../../http/route-context.ts'

/** The audit log. */
export function adminAuditLogHandlers(deps: AuditedDeps) {
  const { db } = deps
  return {
    async listAudit({ query }) {
      const { items, total } = await listAudit(db, query)
      const names = await loadUserNames(db, { userIds: items.flatMap(({ actorUserId }) => actorUserId ?? []) })
      return {
        items: items.map((entry) => ({ ...entry, actorName: names.get(entry.actorUserId ?? 0) ?? null })),
        total,
        limit: query.limit,
        offset: query.offset,
      }
    },
    async verifyAudit() {
      return verifyAudit(db)
    },
  } satisfies Partial<Handlers>
}
