import { bigserial, index, integer, jsonb, text } from 'drizzle-orm/pg-core'
import { ACTOR_KINDS } from '../vocabulary.ts'
import { goated, instant, oneOf } from './columns.ts'

/**
 * Who did what, and when. Only ever appended to: triggers in the migration refuse to update, delete or truncate, and each
 * entry's hash covers the one before.
 *
 * The ids of the actor are plain numbers without foreign keys. Deleting a user would have to change an entry (set null),
 * delete it (cascade) or be impossible (restrict); an entry must outlive whom it tells of.
 */
export const auditLog = goated.table(
  'audit_log',
  {
    id: bigserial('id', { mode: 'bigint' }).primaryKey(),
    at: instant('at').notNull(),
    actorKind: text('actor_kind', { enum: ACTOR_KINDS }).notNull(),
    actorUserId: integer('actor_user_id'),
    actorTokenId: integer('actor_token_id'),
    action: text('action').notNull(),
    targetKind: text('target_kind'),
    targetId: text('target_id'),
    details: jsonb('details').$type<Record<string, unknown>>().notNull(),
    ip: text('ip'),
    requestId: text('request_id'),
    /** The hash of the entry before; empty for the first. */
    previous: text('previous').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [
    index('audit_log_actor_user_id_idx').on(table.actorUserId),
    index('audit_log_action_idx').on(table.action),
    index('audit_log_target_kind_target_id_idx').on(table.targetKind, table.targetId),
    oneOf('audit_log_actor_kind_check', table.actorKind, ACTOR_KINDS),
  ],
)
