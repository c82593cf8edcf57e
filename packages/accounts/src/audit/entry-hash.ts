import canonicalize from 'canonicalize'
import { sha256 } from '../credentials/opaque-token.ts'
import type { AuditLogEntry } from './audit-log-entry.ts'

/** What the hash of an entry covers: all of it but its number, which says no more than the order of the chain does. */
export type HashedEntry = Omit<AuditLogEntry, 'id' | 'hash'>

/**
 * SHA-256 over the entry as canonical JSON (RFC 8785: keys sorted, no spaces), with `at` in ISO 8601 and `previous`, the
 * hash of the entry before, in it. Anyone can compute it from the stored rows.
 */
export function entryHash(entry: HashedEntry): string {
  const { at, actorKind, actorUserId, actorTokenId, action, targetKind, targetId, details, ip, requestId } = entry
  const actor = { actorKind, actorUserId, actorTokenId }
  const target = { targetKind, targetId }
  const text = canonicalize({
    at: at.toISOString(),
    ...actor,
    action,
    ...target,
    details,
    ip,
    requestId,
    previous: entry.previous,
  })
  return sha256(text ?? '')
}
