import { sql } from 'drizzle-orm'
import { bigserial, boolean, check, index, integer, primaryKey, serial, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { goated, instant, wagerAmount } from './columns.ts'
import { users } from './users.ts'

/**
 * An upstream uid and the user it belongs to, with the latest counters that the upstream showed for it.
 * A null counter is one the provider does not report.
 */
export const affiliateAccounts = goated.table(
  'affiliate_accounts',
  {
    id: serial('id').primaryKey(),
    source: text('source').notNull(),
    uid: text('uid').notNull(),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    name: text('name').notNull(),
    wageredAllTime: wagerAmount('wagered_all_time').notNull(),
    wageredThisMonth: wagerAmount('wagered_this_month'),
    wageredThisWeek: wagerAmount('wagered_this_week'),
    wageredToday: wagerAmount('wagered_today'),
    /** The most that all time ever was: tells without a look at the history whether a reading could be held back. */
    wageredPeak: wagerAmount('wagered_peak').notNull(),
    /** This account's own commission rate; null: the source's. */
    commissionRate: wagerAmount('commission_rate'),
    firstSeen: instant('first_seen').notNull(),
    /** Null while the latest reading lists the account; else the source time of the first reading without it. */
    missingSince: instant('missing_since'),
    /** Source time of the reading that first showed these counters. */
    asOf: instant('as_of').notNull(),
  },
  (table) => [
    uniqueIndex('affiliate_accounts_source_uid_key').on(table.source, table.uid),
    uniqueIndex('affiliate_accounts_user_id_key').on(table.userId),
    check('affiliate_accounts_wagered_check', sql`${table.wageredAllTime} >= 0`),
  ],
)

/**
 * The append-only series of changed readings, one row a user and source time: the truth that every race total,
 * leaderboard and verification is computed from.
 *
 * A row is written only when a user's counters, or being listed at all, differ from the reading before, so together
 * with the list of readings in `ingest_runs` the rows say exactly what every reading showed.
 * The key holds the timestamp, so the table can be partitioned by month without a rewrite of the key.
 */
export const affiliateStats = goated.table(
  'affiliate_stats',
  {
    id: bigserial('id', { mode: 'bigint' }).notNull(),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    /** The provider's `this_month`. */
    totalWager: wagerAmount('total_wager'),
    /** What the month's counter would come to at `commissionRate`; what was earned is worked out from the growth. */
    commission: wagerAmount('commission')
      .notNull()
      .default(sql`0`),
    /** The account's rate, or the source's, when this row was written: the rate of what was wagered since the row before. */
    commissionRate: wagerAmount('commission_rate')
      .notNull()
      .default(sql`0`),
    /** Source time of the reading. */
    timestamp: instant('timestamp').notNull(),
    wageredToday: wagerAmount('wagered_today'),
    wageredThisWeek: wagerAmount('wagered_this_week'),
    wageredAllTime: wagerAmount('wagered_all_time').notNull(),
    source: text('source').notNull(),
    /** False: from this reading on the upstream did not list the user; the counters repeat the last known ones. */
    listed: boolean('listed').notNull().default(true),
  },
  (table) => [
    primaryKey({ name: 'affiliate_stats_pkey', columns: [table.userId, table.timestamp] }),
    index('affiliate_stats_source_timestamp_idx').on(table.source, table.timestamp),
  ],
)
