import { type Clock, type Db, systemClock } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { auditLog } from '@goated/schema/tables'
import { desc, sql } from 'drizzle-orm'
import { entryHash } from './entry-hash.ts'
import { recordAuditInput, type RecordAuditInput } from './inputs.ts'

/**
 * Appends to the audit log, in the transaction that does what the entry tells of: neither is kept without the other.
 * Transactions that append wait for each other until they end, so make it the last statement.
 *
 * @param tx a transaction at `read committed`, the default of Postgres: after the wait, the entry before must be seen
 * @throws INPUT_INVALID
 */
export async function recordAudit(
  tx: Db,
  entry: RecordAuditInput,
  deps: { clock?: Clock } = {},
): Promise<{ id: string; hash: string }> {
  const { details, ...given } = parseInput(recordAuditInput, entry)
  const at = (deps.clock ?? systemClock).now()
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('goated.audit'))`)
  const [last] = await tx.select({ hash: auditLog.hash }).from(auditLog).orderBy(desc(auditLog.id)).limit(1)
  const content = {
    at,
    actorKind: given.actorKind,
    actorUserId: given.actorUserId ?? null,
    actorTokenId: given.actorTokenId ?? null,
    action: given.action,
    targetKind: given.targetKind ?? null,
    targetId: given.targetId ?? null,
    details,
    ip: given.ip ?? null,
    requestId: given.requestId ?? null,
    previous: last?.hash ?? '',
  }
  const hash = entryHash(content)
  const [recorded] = await tx
    .insert(auditLog)
    .values({ ...content, hash })
    .returning({ id: auditLog.id })
  if (!recorded) throw new Error('An inserted audit entry came back empty.')
  return { id: recorded.id.toString(), hash }
}
