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
import { BASELINE_METHODS, DECISION_KINDS } from '../vocabulary.ts'
import { goated, instant, oneOf, wagerAmount } from './columns.ts'
import { wagerRaces } from './races.ts'
import { users } from './users.ts'

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
