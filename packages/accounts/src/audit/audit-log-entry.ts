import type { auditLog } from '@goated/schema/tables'

/** A line of the audit log, as its row has it. */
export type AuditLogEntry = typeof auditLog.$inferSelect
