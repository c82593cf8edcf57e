import { sql } from 'drizzle-orm'
import { boolean, index, integer, serial, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { goated, instant } from './columns.ts'

/**
 * Everyone on a board is a user. One that only the upstream knows is *unclaimed*: no e-mail, no password,
 * until its owner registers and proves it.
 */
export const users = goated.table(
  'users',
  {
    id: serial('id').primaryKey(),
    username: text('username').notNull(),
    password: text('password'),
    email: text('email'),
    isAdmin: boolean('is_admin').notNull().default(false),
    /** Boards show the user under a masked name. */
    nameHidden: boolean('name_hidden').notNull().default(false),
    createdAt: instant('created_at')
      .notNull()
      .default(sql`now()`),
    lastLogin: instant('last_login'),
  },
  (table) => [
    // Unique whatever the case: two names that a reader cannot tell apart must not share a board.
    uniqueIndex('users_username_key').on(sql`lower(${table.username})`),
    // Searching by the start of a name cannot use the index above unless the database sorts by bytes.
    index('users_username_prefix_idx').on(sql`lower(${table.username}) text_pattern_ops`),
    uniqueIndex('users_email_key').on(sql`lower(${table.email})`),
  ],
)

/** Which notifications a user wants, and by which channel. One row a user. */
export const notificationPreferences = goated.table(
  'notification_preferences',
  {
    id: serial('id').primaryKey(),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    wagerRaceUpdates: boolean('wager_race_updates').notNull().default(true),
    vipStatusChanges: boolean('vip_status_changes').notNull().default(true),
    promotionalOffers: boolean('promotional_offers').notNull().default(false),
    monthlyStatements: boolean('monthly_statements').notNull().default(true),
    emailNotifications: boolean('email_notifications').notNull().default(true),
    pushNotifications: boolean('push_notifications').notNull().default(false),
    updatedAt: instant('updated_at')
      .notNull()
      .default(sql`now()`),
  },
  (table) => [uniqueIndex('notification_preferences_user_id_key').on(table.userId)],
)
