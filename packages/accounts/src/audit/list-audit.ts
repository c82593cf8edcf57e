import { type Db, readable } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { auditLog } from '@goated/schema/tables'
import { and, count, desc, eq } from 'drizzle-orm'
import type { AuditLogEntry } from './audit-log-entry.ts'
import { listAuditInput, type ListAuditInput } from './inputs.ts'

/** An entry with its number as text, which JSON can hold. */
export type ListedAuditEntry = Omit<AuditLogEntry, 'id'> & { id: string }

/**
 * Entries of the audit log, the newest first.
 *
 * @throws INPUT_INVALID
 */
export async function listAudit(
  db: Db,
  input: ListAuditInput = {},
): Promise<{ items: ListedAuditEntry[]; total: number }> {
  const { limit, offset, action, actorUserId, targetKind, targetId } = parseInput(listAuditInput, input)
  const where = and(
    action === undefined ? undefined : eq(auditLog.action, action),
    actorUserId === undefined ? undefined : eq(auditLog.actorUserId, actorUserId),
    targetKind === undefined ? undefined : eq(auditLog.targetKind, targetKind),
    targetId === undefined ? undefined : eq(auditLog.targetId, targetId),
  )
  const [counted] = await db.select({ total: count() }).from(auditLog).where(where)
  const entries = await db
    .select(readable(auditLog))
    .from(auditLog)
    .where(where)
    .orderBy(desc(auditLog.id))
    .limit(limit)
    .offset(offset)
  return { items: entries.map((entry) => ({ ...entry, id: entry.id.toString() })), total: counted?.total ?? 0 }
}
