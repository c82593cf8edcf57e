import { index, integer, serial, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { LEADERBOARD_PERIODS } from '../vocabulary.ts'
import { goated, instant, oneOf } from './columns.ts'

/** When each leaderboard was last computed, and from which reading: one row a version. */
export const leaderboardSnapshots = goated.table(
  'leaderboard_snapshots',
  {
    id: serial('id').primaryKey(),
    source: text('source').notNull(),
    period: text('period', { enum: LEADERBOARD_PERIODS }).notNull(),
    /** Null for all_time. */
    periodStart: instant('period_start'),
    /** Source time of the reading it shows. */
    asOf: instant('as_of').notNull(),
    computedAt: instant('computed_at').notNull(),
    version: integer('version').notNull(),
    entries: integer('entries').notNull(),
  },
  (table) => [
    uniqueIndex('leaderboard_snapshots_source_period_version_key').on(table.source, table.period, table.version),
    index('leaderboard_snapshots_computed_at_idx').on(table.computedAt),
    oneOf('leaderboard_snapshots_period_check', table.period, LEADERBOARD_PERIODS),
  ],
)
