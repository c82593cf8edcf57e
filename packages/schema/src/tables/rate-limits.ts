import { index, integer, primaryKey, text } from 'drizzle-orm/pg-core'
import { goated, instant } from './columns.ts'

/** How often something was asked for within a window of time, over all processes that answer. */
export const rateLimits = goated.table(
  'rate_limits',
  {
    key: text('key').notNull(),
    windowStart: instant('window_start').notNull(),
    hits: integer('hits').notNull(),
  },
  (table) => [
    primaryKey({ name: 'rate_limits_pkey', columns: [table.key, table.windowStart] }),
    index('rate_limits_window_start_idx').on(table.windowStart),
  ],
)
