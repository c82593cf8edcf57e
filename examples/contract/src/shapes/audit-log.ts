import { ACTOR_KINDS } from '@goated/schema/vocabulary'
import * as z from 'zod'
import { id, instant, pageOf } from './fields.ts'

export const auditEntry = z
  .object({
    id: z.string(),
    at: instant,
    actorKind: z.enum(ACTOR_KINDS),
    actorUserId: id.nullable(),
    actorTokenId: id.nullable(),
    actorName: z.string().nullable(),
    action: z.string(),
    targetKind: z.string().nullable(),
    targetId: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
    ip: z.string().nullable(),
    requestId: z.string().nullable(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry' })
export type AuditEntry = z.input<typeof auditEntry>

export const auditPage = pageOf(auditEntry).meta({ id: 'AuditPage' })

export const auditVerification = z
  .object({
    ok: z.boolean(),
    entries: z.int(),
    brokenAt: z.string().nullable().meta({ description: 'The first entry that does not fit its predecessor.' }),
  })
  .meta({ id: 'AuditVerification' })
