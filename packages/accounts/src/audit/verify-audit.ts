import { type Db, readable } from '@goated/schema'
import { auditLog } from '@goated/schema/tables'
import { asc, gt } from 'drizzle-orm'
import type { AuditLogEntry } from './audit-log-entry.ts'
import { entryHash } from './entry-hash.ts'

const pageSize = 1000

export interface AuditVerification {
  ok: boolean
  /** How many entries were read: all of them, or those up to the broken one. */
  entries: number
  /** The id of the first entry that was changed, or before which one is missing; null when there is none. */
  brokenAt: string | null
  /**
   * The hash of the last good entry. Note it where nobody can change it: entries cut off at the end leave a good chain
   * behind, but not this hash.
   */
  head: string | null
}

/** Checks every entry of the audit log against its hash and the entry before, page by page. */
export async function verifyAudit(db: Db): Promise<AuditVerification> {
  let previous = ''
  let entries = 0
  for await (const entry of inOrder(db)) {
    entries++
    if (entry.previous !== previous || entry.hash !== entryHash(entry))
      return { ok: false, entries, brokenAt: entry.id.toString(), head: previous || null }
    previous = entry.hash
  }
  return { ok: true, entries, brokenAt: null, head: previous || null }
}

async function* inOrder(db: Db): AsyncGenerator<AuditLogEntry> {
  for (let after = 0n; ;) {
    const page = await db
      .select(readable(auditLog))
      .from(auditLog)
      .where(gt(auditLog.id, after))
      .orderBy(asc(auditLog.id))
      .limit(pageSize)
    yield* page
    const last = page.at(-1)
    if (!last || page.length < pageSize) return
    after = last.id
  }
}
