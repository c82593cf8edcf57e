import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, serial, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { INGEST_OUTCOMES } from '../vocabulary.ts'
import { goated, instant, oneOf, wagerAmount } from './columns.ts'
import { wagerRaces } from './races.ts'

/** Every attempt to take a reading, good or not: the monitoring record, and the list of polls behind every total. */
export const ingestRuns = goated.table(
  'ingest_runs',
  {
    id: serial('id').primaryKey(),
    source: text('source').notNull(),
    /** The race whose window was asked for; null where the source reports counters that serve every race. */
    raceId: integer('race_id').references(() => wagerRaces.id, { onDelete: 'restrict' }),
    outcome: text('outcome', { enum: INGEST_OUTCOMES }).notNull(),
    /** An UPPER_SNAKE code; null when the outcome is ok. */
    reason: text('reason'),
    detail: text('detail'),
    startedAt: instant('started_at').notNull(),
    finishedAt: instant('finished_at').notNull(),
    /** Source time of the reading; null when there was none to read. */
    asOf: instant('as_of'),
    /** False: part of the list was missing, so a player's absence proves nothing. */
    complete: boolean('complete').notNull().default(false),
    /** What the upstream says it has (`metadata.totalUsers`). */
    totalUsers: integer('total_users'),
    listedUsers: integer('listed_users').notNull().default(0),
    newUsers: integer('new_users').notNull().default(0),
    changedUsers: integer('changed_users').notNull().default(0),
    sumAllTime: wagerAmount('sum_all_time'),
    bodyBytes: integer('body_bytes').notNull().default(0),
    attempts: integer('attempts').notNull().default(1),
    /** The highest id in the series of samples once this reading was stored: tells its rows from ones a late reading added. */
    statsThrough: bigint('stats_through', { mode: 'bigint' }),
    /** SHA-256 of what this reading changed. */
    digest: text('digest'),
    /** SHA-256 over the chain value before it and this digest: changing one stored reading breaks all after it. */
    chain: text('chain'),
    /** Alarm codes that this reading raised without being refused. */
    alarms: text('alarms')
      .array()
      .notNull()
      .default(sql`'{}'`),
  },
  (table) => [
    // The first reading with a given source time wins.
    uniqueIndex('ingest_runs_source_as_of_key')
      .on(table.source, sql`coalesce(${table.raceId}, 0)`, table.asOf)
      .where(sql`${table.outcome} = 'ok'`),
    index('ingest_runs_race_id_idx').on(table.raceId),
    index('ingest_runs_started_at_idx').on(table.startedAt),
    oneOf('ingest_runs_outcome_check', table.outcome, INGEST_OUTCOMES),
  ],
)

/** The raw body of a reading that was refused, kept for inspection, capped in size. */
export const quarantinedReadings = goated.table(
  'quarantined_readings',
  {
    id: serial('id').primaryKey(),
    runId: integer('run_id')
      .notNull()
      .references(() => ingestRuns.id, { onDelete: 'cascade' }),
    source: text('source').notNull(),
    reason: text('reason').notNull(),
    body: text('body').notNull(),
    bodyBytes: integer('body_bytes').notNull(),
    truncated: boolean('truncated').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (table) => [index('quarantined_readings_run_id_idx').on(table.runId)],
)

/** What every worker must know of a source before it asks again: one row a source, changed by guarded updates. */
export const sourceStates = goated.table('source_states', {
  source: text('source').primaryKey(),
  /** Runs that failed one after the other. */
  failures: integer('failures').notNull().default(0),
  /** The circuit breaker is open: nobody asks before this time, except by force. */
  openUntil: instant('open_until'),
  /** The provider's minimum interval: nobody asks before this time. */
  nextAllowedAt: instant('next_allowed_at'),
  /** Key paths of the last good body, sorted, to tell when the upstream changes its answer. */
  shape: text('shape').array(),
  /** An admin asked for a reading that no worker has begun yet. */
  requestedAt: instant('requested_at'),
  /** It is to be stored although it jumps, falls or shrinks beyond belief. */
  requestedTrust: boolean('requested_trust').notNull().default(false),
})

/** Who does a job that only one may do at a time. The fence grows with every new holder. */
export const workerLeases = goated.table('worker_leases', {
  name: text('name').primaryKey(),
  holder: text('holder').notNull(),
  fence: bigint('fence', { mode: 'bigint' }).notNull(),
  /** By the database's clock. One further ahead than the ttl was written by mistake, and counts as over. */
  expiresAt: instant('expires_at').notNull(),
  /** How long its holder asks for. */
  ttlMs: integer('ttl_ms').notNull().default(30_000),
})
