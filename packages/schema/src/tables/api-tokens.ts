import { sql } from 'drizzle-orm'
import { type AnyPgColumn, check, index, integer, serial, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { TOKEN_SCOPES } from '../vocabulary.ts'
import { goated, instant } from './columns.ts'
import { users } from './users.ts'

/**
 * Keys for programs. Only the SHA-256 of a token is kept. It acts for the admin who created it, and is worth nothing once
 * that user is gone or no admin any more. A token that another token created ends with that one at the latest.
 */
export const apiTokens = goated.table(
  'api_tokens',
  {
    id: serial('id').primaryKey(),
    name: text('name').notNull(),
    tokenHash: text('token_hash').notNull(),
    scopes: text('scopes', { enum: TOKEN_SCOPES }).array().notNull(),
    createdBy: integer('created_by')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** The token that created this one, where it was not the admin in person. */
    createdByToken: integer('created_by_token').references((): AnyPgColumn => apiTokens.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
    lastUsedAt: instant('last_used_at'),
  },
  (table) => [
    uniqueIndex('api_tokens_token_hash_key').on(table.tokenHash),
    index('api_tokens_created_by_idx').on(table.createdBy),
    index('api_tokens_created_by_token_idx').on(table.createdByToken),
    check(
      'api_tokens_scopes_check',
      sql`${table.scopes} <@ array[${sql.raw(TOKEN_SCOPES.map((scope) => `'${scope}'`).join(', '))}]`,
    ),
  ],
)
