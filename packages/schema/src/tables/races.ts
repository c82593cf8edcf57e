import { sql } from 'drizzle-orm'
import {
  bigserial,
  boolean,
  check,
  index,
  integer,
  jsonb,
  primaryKey,
  serial,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { goated, instant, moneyAmount, oneOf, wagerAmount } from './columns.ts'
import { users } from './users.ts'

export const RACE_TYPES = ['weekly', 'monthly', 'weekend', 'custom'] as const
export type RaceType = (typeof RACE_TYPES)[number]

/** A race's status only ever moves forward, in this order; `cancelled` ends it from any status before `completed`. */
export const RACE_STATUSES = ['upcoming', 'live', 'settling', 'completed', 'cancelled'] as const
export type RaceStatus = (typeof RACE_STATUSES)[number]

/** Tied entrants share the places they occupy, or who reached the total first is better. */
export const TIE_RULES = ['split', 'earliest'] as const
export type TieRule = (typeof TIE_RULES)[number]

/** Prizes of places nobody took stay unpaid, or go to those who qualified. */
export const UNCLAIMED_RULES = ['retain', 'redistribute'] as const
export type UnclaimedRule = (typeof UNCLAIMED_RULES)[number]

/** Whoever wagers is in, or one must join, and counts from then on. */
export const JOIN_POLICIES = ['open', 'opt_in'] as const
export type JoinPolicy = (typeof JOIN_POLICIES)[number]

/**
 * What a provider reports. `cumulative`: counters that only grow, from which totals are worked out. `window`: what was
 * wagered inside a window that it is asked for. `owner`: it runs the race and says its totals.
 */
export const SOURCE_CLASSES = ['cumulative', 'window', 'owner'] as const
export type SourceClass = (typeof SOURCE_CLASSES)[number]

/** How an entrant's baseline is known; see the concepts page on race totals. */
export const BASELINE_METHODS = ['exact', 'anchored', 'newcomer', 'credited'] as const
export type BaselineMethod = (typeof BASELINE_METHODS)[number]

/**
 * What an admin may decide about a flagged entrant. `rebase`: the counter restarted at zero, what it shows comes on top
 * of the held value. `accept`: the new, lower value is the truth. `confirm`: the credited part of an unknown history
 * stands.
 */
export const DECISION_KINDS = ['rebase', 'accept', 'confirm'] as const
export type DecisionKind = (typeof DECISION_KINDS)[number]

export const PAYOUT_STATUSES = ['owed', 'paid', 'voided'] as const
export type PayoutStatus = (typeof PAYOUT_STATUSES)[number]

/** One range of places and what each of them gets: percent of the pool or an amount, as decimal strings. */
export interface PrizeRange {
  from: number
  to?: number | undefined
  percent?: string | undefined
  amount?: string | undefined
}

/** An IANA zone and an ISO weekday, 1 Monday to 7 Sunday. */
export interface ProviderCalendar {
  timeZone: string
  weekStartsOn: number
}

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
    /** Length of a race of a `custom` series; the other types follow the calendar. */
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

/** One point of a progression: seconds since 1970 and the total, as a decimal string. */
export type WagerHistoryPoint = [at: number, total: string]

/** An entrant of a race, with the total, what it rests on, and the rank of the latest standings. */
export const wagerRaceParticipants = goated.table(
  'wager_race_participants',
  {
    id: serial('id').primaryKey(),
    raceId: integer('race_id')
      .notNull()
      .references(() => wagerRaces.id, { onDelete: 'cascade' }),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    /** The upstream's id of the entrant: the last tie-breaker, and what the evidence names. */
    uid: text('uid').notNull(),
    /** Wager inside the window, adjustments included: what ranks and prizes go by. */
    totalWager: wagerAmount('total_wager')
      .notNull()
      .default(sql`0`),
    rank: integer('rank'),
    /** In a race that one must join the window opens here; in an open race it says when the entrant was first seen. */
    joinedAt: instant('joined_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    /** A bounded progression; the full one is in `affiliate_stats`. */
    wagerHistory: jsonb('wager_history').$type<WagerHistoryPoint[]>().notNull().default([]),
    baseline: wagerAmount('baseline')
      .notNull()
      .default(sql`0`),
    method: text('method', { enum: BASELINE_METHODS }),
    /** The sum of the adjustments that stand; part of the total. */
    adjustment: wagerAmount('adjustment')
      .notNull()
      .default(sql`0`),
    /** The bracket that the true total lies in. */
    low: wagerAmount('low')
      .notNull()
      .default(sql`0`),
    high: wagerAmount('high')
      .notNull()
      .default(sql`0`),
    flags: text('flags')
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Source time of the first reading that showed the present total. */
    reachedAt: instant('reached_at').notNull(),
    disqualifiedAt: instant('disqualified_at'),
    disqualifiedReason: text('disqualified_reason'),
  },
  (table) => [
    // No index on total or rank: each would be rewritten by every tick, and boards are served from memory.
    uniqueIndex('wager_race_participants_race_id_user_id_key').on(table.raceId, table.userId),
    index('wager_race_participants_user_id_idx').on(table.userId),
    // Every tick asks for those whose readings are held back; hardly ever is there one.
    index('wager_race_participants_held_idx')
      .on(table.raceId)
      .where(sql`'held' = any(${table.flags})`),
    oneOf('wager_race_participants_method_check', table.method, BASELINE_METHODS),
    check('wager_race_participants_total_wager_check', sql`${table.totalWager} >= 0`),
  ],
)

/**
 * What a provider that is asked for a race's window said: one row a player and change, as `affiliate_stats` is for
 * providers that report counters.
 */
export const raceSamples = goated.table(
  'race_samples',
  {
    id: bigserial('id', { mode: 'bigint' }).notNull(),
    raceId: integer('race_id')
      .notNull()
      .references(() => wagerRaces.id, { onDelete: 'restrict' }),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    /** Source time of the reading. */
    timestamp: instant('timestamp').notNull(),
    total: wagerAmount('total').notNull(),
    /** False: from this reading on the upstream did not list the player; the total repeats the last known one. */
    listed: boolean('listed').notNull().default(true),
  },
  (table) => [
    primaryKey({ name: 'race_samples_pkey', columns: [table.raceId, table.userId, table.timestamp] }),
    index('race_samples_user_id_idx').on(table.userId),
    index('race_samples_race_id_timestamp_idx').on(table.raceId, table.timestamp),
  ],
)

/**
 * Where the fold over an entrant's samples stands, so that the next reading continues it. Not a public interface.
 * Apart from the entrant, because ranks are rewritten far more often than this, and a row is copied whole.
 */
export const wagerRaceFolds = goated.table(
  'wager_race_folds',
  {
    raceId: integer('race_id')
      .notNull()
      .references(() => wagerRaces.id, { onDelete: 'cascade' }),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    state: jsonb('state').$type<Record<string, unknown>>().notNull(),
  },
  (table) => [
    primaryKey({ name: 'wager_race_folds_pkey', columns: [table.raceId, table.userId] }),
    index('wager_race_folds_user_id_idx').on(table.userId),
  ],
)

/**
 * A decision about a player whose readings were held back or whose history was unknown, in order of `effectiveFrom`.
 * `rebase` and `accept` are about the player's counter and hold in every race, `confirm` is about one race.
 */
export const wagerDecisions = goated.table(
  'wager_decisions',
  {
    id: serial('id').primaryKey(),
    raceId: integer('race_id')
      .notNull()
      .references(() => wagerRaces.id, { onDelete: 'restrict' }),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    kind: text('kind', { enum: DECISION_KINDS }).notNull(),
    /** Source time of the reading it takes effect at. */
    effectiveFrom: instant('effective_from').notNull(),
    reason: text('reason').notNull(),
    decidedBy: integer('decided_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    index('wager_decisions_user_id_idx').on(table.userId),
    index('wager_decisions_race_id_idx').on(table.raceId),
    index('wager_decisions_decided_by_idx').on(table.decidedBy),
    oneOf('wager_decisions_kind_check', table.kind, DECISION_KINDS),
  ],
)

/** What an admin added to a total or took from it, with the reason that entrants see. Undone, not deleted. */
export const wagerAdjustments = goated.table(
  'wager_adjustments',
  {
    id: serial('id').primaryKey(),
    raceId: integer('race_id')
      .notNull()
      .references(() => wagerRaces.id, { onDelete: 'restrict' }),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    amount: wagerAmount('amount').notNull(),
    reason: text('reason').notNull(),
    createdBy: integer('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull(),
    revertedAt: instant('reverted_at'),
    revertedBy: integer('reverted_by').references(() => users.id, { onDelete: 'set null' }),
    revertReason: text('revert_reason'),
  },
  (table) => [
    index('wager_adjustments_race_id_user_id_idx').on(table.raceId, table.userId),
    index('wager_adjustments_user_id_idx').on(table.userId),
    index('wager_adjustments_created_by_idx').on(table.createdBy),
    index('wager_adjustments_reverted_by_idx').on(table.revertedBy),
    check('wager_adjustments_amount_check', sql`${table.amount} <> 0`),
  ],
)

/** What one entrant receives: written once with the result, then paid or voided by a person. */
export const racePayouts = goated.table(
  'race_payouts',
  {
    id: serial('id').primaryKey(),
    raceId: integer('race_id')
      .notNull()
      .references(() => wagerRaces.id, { onDelete: 'restrict' }),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    place: integer('place').notNull(),
    amount: moneyAmount('amount').notNull(),
    status: text('status', { enum: PAYOUT_STATUSES }).notNull().default('owed'),
    createdAt: instant('created_at').notNull(),
    settledAt: instant('settled_at'),
    settledBy: integer('settled_by').references(() => users.id, { onDelete: 'set null' }),
    reference: text('reference'),
  },
  (table) => [
    uniqueIndex('race_payouts_race_id_user_id_key').on(table.raceId, table.userId),
    index('race_payouts_user_id_idx').on(table.userId),
    index('race_payouts_settled_by_idx').on(table.settledBy),
    oneOf('race_payouts_status_check', table.status, PAYOUT_STATUSES),
    check('race_payouts_amount_check', sql`${table.amount} > 0`),
  ],
)

/** A final standing, as the archive keeps it. Amounts are decimal strings. */
export interface ArchivedStanding {
  rank: number | null
  userId: number
  uid: string
  username: string
  total: string
  prize: string
  reachedAt: string
  method: BaselineMethod | null
  low: string
  high: string
  flags: string[]
  disqualified?: string
}

/** A completed race, frozen. */
export const historicalRaces = goated.table(
  'historical_races',
  {
    id: serial('id').primaryKey(),
    raceId: integer('race_id')
      .notNull()
      .references(() => wagerRaces.id, { onDelete: 'restrict' }),
    /** 1 to 12: the month of the race's start in the race's time zone. */
    month: integer('month').notNull(),
    year: integer('year').notNull(),
    prizePool: moneyAmount('prize_pool').notNull(),
    startDate: instant('start_date').notNull(),
    endDate: instant('end_date').notNull(),
    participants: jsonb('participants').$type<ArchivedStanding[]>().notNull(),
    totalWagered: wagerAmount('total_wagered').notNull(),
    participantCount: integer('participant_count').notNull(),
    status: text('status', { enum: ['completed'] })
      .notNull()
      .default('completed'),
    createdAt: instant('created_at').notNull(),
    metadata: jsonb('metadata').$type<Record<string, unknown>>().notNull(),
  },
  (table) => [
    uniqueIndex('historical_races_race_id_key').on(table.raceId),
    index('historical_races_end_date_idx').on(table.endDate),
    oneOf('historical_races_status_check', table.status, ['completed']),
    check('historical_races_month_check', sql`${table.month} between 1 and 12`),
  ],
)
