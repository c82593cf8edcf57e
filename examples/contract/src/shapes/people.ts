import { ACTOR_KINDS, TOKEN_SCOPES } from '@goated/schema/vocabulary'
import * as z from 'zod'
import { id, instant, pageOf } from './fields.ts'

/** A user as admins see one. */
export const adminUser = z
  .object({
    id,
    username: z.string(),
    email: z.string().nullable(),
    isAdmin: z.boolean(),
    nameHidden: z.boolean(),
    claimed: z.boolean().meta({ description: 'Somebody has signed up as this user.' }),
    source: z.string().nullable(),
    uid: z.string().nullable(),
    createdAt: instant,
    lastLogin: instant.nullable(),
  })
  .meta({ id: 'AdminUser' })
export type AdminUser = z.output<typeof adminUser>

export const adminUsersPage = pageOf(adminUser).meta({ id: 'AdminUsersPage' })

export const apiToken = z
  .object({
    id,
    name: z.string(),
    scopes: z.array(z.enum(TOKEN_SCOPES)),
    createdBy: id,
    createdByToken: id.nullable().meta({ description: 'The token that made it; null where the admin did in person.' }),
    createdAt: instant,
    expiresAt: instant.nullable(),
    lastUsedAt: instant.nullable(),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'ApiToken' })
export type ApiToken = z.output<typeof apiToken>

export const apiTokens = z.object({ items: z.array(apiToken) }).meta({ id: 'ApiTokens' })

export const createdApiToken = z
  .object({ token: z.string().meta({ description: 'Shown only now.' }), apiToken })
  .meta({ id: 'CreatedApiToken' })

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
export type AuditEntry = z.output<typeof auditEntry>

export const auditPage = pageOf(auditEntry).meta({ id: 'AuditPage' })

export const auditVerification = z
  .object({
    ok: z.boolean(),
    entries: z.int(),
    brokenAt: z.string().nullable().meta({ description: 'The first entry that does not fit its predecessor.' }),
  })
  .meta({ id: 'AuditVerification' })
