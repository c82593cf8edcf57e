import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, serial, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { CHALLENGE_STATUSES, ENTRY_STATUSES, VERIFICATION_STATUSES } from '../vocabulary.ts'
import { goated, instant, oneOf } from './columns.ts'

/** A Telegram user and the platform name proven to be theirs. */
export const telegramUsers = goated.table(
  'telegram_users',
  {
    telegramId: text('telegram_id').primaryKey(),
    telegramUsername: text('telegram_username'),
    goatedUsername: text('goated_username'),
    isVerified: boolean('is_verified').notNull().default(false),
    createdAt: instant('created_at').notNull(),
    lastActive: instant('last_active'),
    notificationsEnabled: boolean('notifications_enabled').notNull().default(true),
    verifiedAt: instant('verified_at'),
    verifiedBy: text('verified_by'),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    // One platform name belongs to one Telegram user, once it is proven.
    uniqueIndex('telegram_users_goated_username_key')
      .on(sql`lower(${table.goatedUsername})`)
      .where(sql`${table.isVerified}`),
  ],
)

/** A Telegram user's claim to a platform name, waiting for an admin. */
export const verificationRequests = goated.table(
  'verification_requests',
  {
    telegramId: text('telegram_id').primaryKey(),
    goatedUsername: text('goated_username').notNull(),
    requestedAt: instant('requested_at').notNull(),
    status: text('status', { enum: VERIFICATION_STATUSES }).notNull().default('pending'),
    adminNotes: text('admin_notes'),
    telegramUsername: text('telegram_username'),
    verifiedAt: instant('verified_at'),
    verifiedBy: text('verified_by'),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    index('verification_requests_status_idx').on(table.status, table.requestedAt),
    oneOf('verification_requests_status_check', table.status, VERIFICATION_STATUSES),
  ],
)

/** A task handed out by the bot, with a prize. */
export const challenges = goated.table(
  'challenges',
  {
    id: serial('id').primaryKey(),
    game: text('game').notNull(),
    multiplier: text('multiplier').notNull(),
    minBet: text('min_bet').notNull(),
    prizeAmount: text('prize_amount').notNull(),
    maxWinners: integer('max_winners').notNull(),
    timeframe: text('timeframe').notNull(),
    description: text('description'),
    status: text('status', { enum: CHALLENGE_STATUSES }).notNull().default('draft'),
    createdAt: instant('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    index('challenges_status_idx').on(table.status),
    oneOf('challenges_status_check', table.status, CHALLENGE_STATUSES),
    check('challenges_max_winners_check', sql`${table.maxWinners} > 0`),
  ],
)

/** One submission to a challenge. */
export const challengeEntries = goated.table(
  'challenge_entries',
  {
    id: serial('id').primaryKey(),
    challengeId: integer('challenge_id')
      .notNull()
      .references(() => challenges.id, { onDelete: 'cascade' }),
    telegramId: text('telegram_id')
      .notNull()
      .references(() => telegramUsers.telegramId, { onDelete: 'cascade' }),
    betLink: text('bet_link').notNull(),
    status: text('status', { enum: ENTRY_STATUSES }).notNull().default('pending'),
    bonusCode: text('bonus_code'),
    submittedAt: instant('submitted_at').notNull(),
    verifiedAt: instant('verified_at'),
    verifiedBy: text('verified_by'),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    // The same bet proves a challenge once, whoever sends it.
    uniqueIndex('challenge_entries_challenge_id_bet_link_key').on(table.challengeId, table.betLink),
    index('challenge_entries_telegram_id_idx').on(table.telegramId),
    oneOf('challenge_entries_status_check', table.status, ENTRY_STATUSES),
  ],
)
