import { sql } from 'drizzle-orm'
import { check, index, integer, serial, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { SESSION_LEVELS } from '../vocabulary.ts'
import { goated, instant, oneOf } from './columns.ts'
import { users } from './users.ts'

/**
 * Who is signed in where. Of the token only its SHA-256 is kept, so whoever reads the table cannot use it. It leaves with
 * its user.
 */
export const sessions = goated.table(
  'sessions',
  {
    id: serial('id').primaryKey(),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    tokenHash: text('token_hash').notNull(),
    level: text('level', { enum: SESSION_LEVELS }).notNull(),
    ip: text('ip').notNull(),
    userAgent: text('user_agent'),
    createdAt: instant('created_at').notNull(),
    /** When this session last showed the password. */
    passwordShownAt: instant('password_shown_at').notNull(),
    /** When this session last showed a code of the second factor; null: never. */
    factorShownAt: instant('factor_shown_at'),
    lastSeenAt: instant('last_seen_at').notNull(),
    /** When it ends if it is not used again. Moves on with use, never beyond `endsAt`. */
    expiresAt: instant('expires_at').notNull(),
    /** When it ends, used or not. */
    endsAt: instant('ends_at').notNull(),
  },
  (table) => [
    uniqueIndex('sessions_token_hash_key').on(table.tokenHash),
    index('sessions_user_id_idx').on(table.userId),
    index('sessions_expires_at_idx').on(table.expiresAt),
    oneOf('sessions_level_check', table.level, SESSION_LEVELS),
    check('sessions_expires_at_check', sql`${table.expiresAt} <= ${table.endsAt}`),
  ],
)

/**
 * Attempts to sign in, counted by what they aim at and where they come from. Counted before they are checked, so that
 * attempts at the same time cannot slip through together.
 */
export const loginThrottles = goated.table(
  'login_throttles',
  {
    key: text('key').primaryKey(),
    attempts: integer('attempts').notNull(),
    /** From then on counting starts anew. */
    windowEndsAt: instant('window_ends_at').notNull(),
  },
  (table) => [
    index('login_throttles_window_ends_at_idx').on(table.windowEndsAt),
    check('login_throttles_attempts_check', sql`${table.attempts} >= 0`),
  ],
)
