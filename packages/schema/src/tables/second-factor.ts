import { integer, serial, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { goated, instant } from './columns.ts'
import { users } from './users.ts'

/** A user's authenticator app. It counts from `confirmedAt` on, when the user has shown a code of it. */
export const totpCredentials = goated.table('totp_credentials', {
  userId: integer('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  /** Encrypted under a key that is not in the database. */
  secret: text('secret').notNull(),
  createdAt: instant('created_at').notNull(),
  confirmedAt: instant('confirmed_at'),
  /** The 30-second step of the last code that was accepted: it and all before it are used up. */
  lastUsedStep: integer('last_used_step'),
})

/** Codes for the day the authenticator app is lost: each works once. Only their SHA-256 is kept. */
export const recoveryCodes = goated.table(
  'recovery_codes',
  {
    id: serial('id').primaryKey(),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    codeHash: text('code_hash').notNull(),
    createdAt: instant('created_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [uniqueIndex('recovery_codes_user_id_code_hash_key').on(table.userId, table.codeHash)],
)
