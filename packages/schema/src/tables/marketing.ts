import { sql } from 'drizzle-orm'
import { boolean, index, integer, serial, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { goated, instant } from './columns.ts'
import { users } from './users.ts'

/** A promotional code. */
export const bonusCodes = goated.table(
  'bonus_codes',
  {
    id: serial('id').primaryKey(),
    code: text('code').notNull(),
    description: text('description'),
    value: text('value').notNull(),
    expiresAt: instant('expires_at'),
    createdAt: instant('created_at').notNull(),
    expired: boolean('expired').notNull().default(false),
    createdBy: integer('created_by').references(() => users.id, { onDelete: 'set null' }),
  },
  (table) => [
    uniqueIndex('bonus_codes_code_key').on(sql`lower(${table.code})`),
    index('bonus_codes_created_by_idx').on(table.createdBy),
  ],
)

/** An e-mail address and whether it may be written to. */
export const newsletterSubscriptions = goated.table(
  'newsletter_subscriptions',
  {
    id: serial('id').primaryKey(),
    email: text('email').notNull(),
    isSubscribed: boolean('is_subscribed').notNull().default(false),
    subscribedAt: instant('subscribed_at'),
    unsubscribedAt: instant('unsubscribed_at'),
    source: text('source'),
  },
  (table) => [uniqueIndex('newsletter_subscriptions_email_key').on(sql`lower(${table.email})`)],
)
