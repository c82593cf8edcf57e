import { sql } from 'drizzle-orm'
import { type AnyPgColumn, boolean, check, index, integer, jsonb, serial, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { type BaselineMethod, PAYOUT_ENTRY_KINDS, PAYOUT_STATUSES } from '../vocabulary.ts'
import { goated, instant, moneyAmount, oneOf, wagerAmount } from './columns.ts'
import { wagerRaces } from './races.ts'
import { users } from './users.ts'

/**
 * What one entrant receives: written once with the result, then paid or voided by a person. Status, time, person and
 * reference are those of the last entry in `payout_entries`.
 */
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

/**
 * What people recorded about a payout, in order. Entries are only ever added: a wrong one is followed by one that
 * corrects it, and the payout is owed again.
 */
export const payoutEntries = goated.table(
  'payout_entries',
  {
    id: serial('id').primaryKey(),
    payoutId: integer('payout_id')
      .notNull()
      .references(() => racePayouts.id, { onDelete: 'restrict' }),
    kind: text('kind', { enum: PAYOUT_ENTRY_KINDS }).notNull(),
    /** The entry that this one corrects; null for any other kind. */
    corrects: integer('corrects').references((): AnyPgColumn => payoutEntries.id, { onDelete: 'restrict' }),
    /** The payment's id, or the reason. */
    reference: text('reference'),
    recordedBy: integer('recorded_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    index('payout_entries_payout_id_idx').on(table.payoutId),
    index('payout_entries_recorded_by_idx').on(table.recordedBy),
    uniqueIndex('payout_entries_corrects_key').on(table.corrects),
    oneOf('payout_entries_kind_check', table.kind, PAYOUT_ENTRY_KINDS),
    check('payout_entries_corrects_check', sql`(${table.kind} = 'corrected') = (${table.corrects} is not null)`),
    check('payout_entries_reason_check', sql`${table.kind} <> 'corrected' or ${table.reference} is not null`),
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

/** What verifying an archived race looked at. */
export interface VerificationCounts {
  entrants: number
  /** Stored rows that the totals rest on. */
  samples: number
  /** Links of the chain that were checked. */
  readings: number
  /** Readings whose digest was recomputed from the stored rows. */
  digests: number
  payouts: number
}

/** What came of computing an archived race again, the last time it was done. */
export const raceVerifications = goated.table('race_verifications', {
  raceId: integer('race_id')
    .primaryKey()
    .references(() => wagerRaces.id, { onDelete: 'restrict' }),
  verifiedAt: instant('verified_at').notNull(),
  ok: boolean('ok').notNull(),
  counts: jsonb('counts').$type<VerificationCounts>().notNull(),
  /** One line each for people to read; not all of them when there are very many. */
  differences: jsonb('differences').$type<string[]>().notNull(),
  /** There were more differences than are kept. */
  truncated: boolean('truncated').notNull(),
})
