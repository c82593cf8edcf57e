import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, serial, text, uniqueIndex } from 'drizzle-orm/pg-core'
import {
  JOIN_POLICIES,
  type PrizeRange,
  type ProviderCalendar,
  RACE_STATUSES,
  RACE_TYPES,
  SOURCE_CLASSES,
  TIE_RULES,
  UNCLAIMED_RULES,
  type WindowFacts,
} from '../vocabulary.ts'
import { goated, instant, moneyAmount, oneOf, wagerAmount } from './columns.ts'
import { users } from './users.ts'

/** What a race and the series it belongs to have in common: the rules of the competition. */
const ruleColumns = () => ({
  title: text('title').notNull(),
  type: text('type', { enum: RACE_TYPES }).notNull(),
  prizePool: moneyAmount('prize_pool').notNull(),
  currency: text('currency').notNull().default('USD'),
  minWager: wagerAmount('min_wager')
    .notNull()
    .default(sql`0`),
  prizeDistribution: jsonb('prize_distribution').$type<PrizeRange[]>().notNull(),
  ties: text('ties', { enum: TIE_RULES }).notNull().default('split'),
  unclaimed: text('unclaimed', { enum: UNCLAIMED_RULES }).notNull().default('retain'),
  joinPolicy: text('join_policy', { enum: JOIN_POLICIES }).notNull().default('open'),
  timeZone: text('time_zone').notNull().default('UTC'),
  source: text('source').notNull(),
  sourceClass: text('source_class', { enum: SOURCE_CLASSES }).notNull().default('cumulative'),
  /** Which windows the source can be asked for; null where it reports counters, which serve every window. */
  sourceWindow: jsonb('source_window').$type<WindowFacts>(),
  /** When the provider's own day, week and month begin. */
  calendar: jsonb('calendar').$type<ProviderCalendar>().notNull().default({ timeZone: 'UTC', weekStartsOn: 1 }),
  /** How long after the end to wait for a complete reading. */
  graceSeconds: integer('grace_seconds').notNull().default(86_400),
  rules: text('rules'),
  description: text('description'),
})

/** The recurring line of races that one race belongs to: its n-th race is computed from the anchor, so nothing drifts. */
export const raceSeries = goated.table(
  'race_series',
  {
    id: serial('id').primaryKey(),
    ...ruleColumns(),
    /** Start of occurrence 0. */
    anchorStart: instant('anchor_start').notNull(),
    /** Length of a race of a `custom` series, where whole days are days of the calendar; the other types follow it too. */
    periodSeconds: integer('period_seconds'),
    active: boolean('active').notNull().default(true),
    createdBy: integer('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    index('race_series_created_by_idx').on(table.createdBy),
    oneOf('race_series_type_check', table.type, RACE_TYPES),
    oneOf('race_series_ties_check', table.ties, TIE_RULES),
    oneOf('race_series_unclaimed_check', table.unclaimed, UNCLAIMED_RULES),
    oneOf('race_series_source_class_check', table.sourceClass, SOURCE_CLASSES),
    oneOf('race_series_join_policy_check', table.joinPolicy, JOIN_POLICIES),
    check('race_series_prize_pool_check', sql`${table.prizePool} >= 0`),
    check('race_series_period_seconds_check', sql`(${table.type} = 'custom') = (${table.periodSeconds} is not null)`),
  ],
)

/** One competition with its window `[startDate, endDate)`. */
export const wagerRaces = goated.table(
  'wager_races',
  {
    id: serial('id').primaryKey(),
    ...ruleColumns(),
    status: text('status', { enum: RACE_STATUSES }).notNull().default('upcoming'),
    startDate: instant('start_date').notNull(),
    endDate: instant('end_date').notNull(),
    seriesId: integer('series_id').references(() => raceSeries.id, { onDelete: 'restrict' }),
    occurrence: integer('occurrence'),
    /** Counts the changes of this race's standings; what a client compares to find a gap. */
    version: integer('version').notNull().default(0),
    /** Source time of the newest reading in the totals. */
    asOf: instant('as_of'),
    /** Source time of the complete reading that settled the race; null while open, or when the grace period ran out. */
    settledBy: instant('settled_by'),
    completedAt: instant('completed_at'),
    /** Why the race was completed without a complete reading, or cancelled. */
    closingReason: text('closing_reason'),
    createdBy: integer('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    uniqueIndex('wager_races_series_id_start_date_key').on(table.seriesId, table.startDate),
    // What is due is found by query; completed races pile up, open ones do not.
    index('wager_races_open_idx')
      .on(table.endDate)
      .where(sql`${table.status} in ('upcoming', 'live', 'settling')`),
    index('wager_races_created_by_idx').on(table.createdBy),
    oneOf('wager_races_type_check', table.type, RACE_TYPES),
    oneOf('wager_races_status_check', table.status, RACE_STATUSES),
    oneOf('wager_races_ties_check', table.ties, TIE_RULES),
    oneOf('wager_races_unclaimed_check', table.unclaimed, UNCLAIMED_RULES),
    oneOf('wager_races_source_class_check', table.sourceClass, SOURCE_CLASSES),
    oneOf('wager_races_join_policy_check', table.joinPolicy, JOIN_POLICIES),
    check('wager_races_window_check', sql`${table.endDate} > ${table.startDate}`),
    check('wager_races_prize_pool_check', sql`${table.prizePool} >= 0`),
    check('wager_races_min_wager_check', sql`${table.minWager} >= 0`),
  ],
)
