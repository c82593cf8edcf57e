import type { ListedApiToken, ListedAuditEntry, ListedUser } from '@goated/accounts'
import type { AdminUser, ApiToken, AuditEntry } from '@goated/example-contract'

/** A user as admins see one. */
export function adminUserJson(user: ListedUser): AdminUser {
  const { affiliateAccount, createdAt, lastLogin, hasTotp: _, ...shown } = user
  return {
    ...shown,
    source: affiliateAccount?.source ?? null,
    uid: affiliateAccount?.uid ?? null,
    createdAt: createdAt.toISOString(),
    lastLogin: lastLogin?.toISOString() ?? null,
  }
}

/** A token without what it is known by. */
export function apiTokenJson(token: ListedApiToken): ApiToken {
  return {
    ...token,
    createdAt: token.createdAt.toISOString(),
    expiresAt: token.expiresAt?.toISOString() ?? null,
    revokedAt: token.revokedAt?.toISOString() ?? null,
    lastUsedAt: token.lastUsedAt?.toISOString() ?? null,
  }
}

/** A line of the audit log, with the name that its actor has now. */
export function auditEntryJson(entry: ListedAuditEntry, names: ReadonlyMap<number, string>): AuditEntry {
  const { at, previous: _, ...shown } = entry
  const { actorUserId } = entry
  return {
    ...shown,
    at: at.toISOString(),
    actorName: actorUserId === null ? null : (names.get(actorUserId) ?? null),
  }
}
