import {
  type Counters,
  type CounterTexts,
  type Db,
  GoatedError,
  loadPlayerStatsInput,
  type LoadPlayerStatsInput,
  parseCounters,
  parseInput,
  type ParsedLoadPlayerStats,
  queryRows,
} from '@goated/schema'
import { affiliateAccounts, ingestRuns, type LeaderboardPeriod, users } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'
import { type Calendar, PERIOD_KINDS, periodStart } from '../calendar.ts'
import { loadGrowth } from '../leaderboards/growth.ts'
import { type Commission, loadCommission } from './commission.ts'
import { type CounterPoint, loadCounterSeries } from './counter-series.ts'

/** A player as the upstream shows it, now and over time. Amounts in units of 1e-8. */
export interface PlayerStats {
  userId: number
  username: string
  /** The player's name is not to be shown to others. */
  nameHidden: boolean
  uid: string
  firstSeen: Date
  /** Source time of the newest reading. */
  asOf: Date
  /** Source time of the first reading that did not list the player any more; null while listed. */
  missingSince: Date | null
  /** The present counters; null where the provider has none, or has shown none since the period began. */
  counters: Counters
  /** Against the same time of the period before: `"0.2500"` is a quarter more. Null: nothing to compare with. */
  growth: Record<Exclude<LeaderboardPeriod, 'all_time'>, string | null>
  commission: Commission
  /** How the counters came about between `from` and `to`: changes only, at most 120. */
  series: CounterPoint[]
}

/**
 * What a player's page shows.
 *
 * @throws INPUT_INVALID
 * @throws PLAYER_NOT_FOUND the source lists no such user, and never did
 */
export async function loadPlayerStats(db: Db, input: LoadPlayerStatsInput): Promise<PlayerStats> {
  const wanted = parseInput(loadPlayerStatsInput, input)
  const { calendar, from, to, now } = wanted
  const player = await findPlayer(db, wanted)
  const { userId } = player
  const counters = presentCounters(player, { calendar, now })
  return {
    userId,
    username: player.username,
    nameHidden: player.nameHidden,
    uid: player.uid,
    firstSeen: player.firstSeen,
    asOf: player.asOf,
    missingSince: player.missingSince,
    counters,
    growth: {
      daily: await growth('daily', counters.today),
      weekly: await growth('weekly', counters.week),
      monthly: await growth('monthly', counters.month),
    },
    commission: await loadCommission(db, { userId, calendar, now }),
    series: await loadCounterSeries(db, { userId, from, to }),
  }

  async function growth(period: LeaderboardPeriod, amount: bigint | null): Promise<string | null> {
    if (amount === null) return null
    const grown = await loadGrowth(db, { period, asOf: player.asOf, calendar, entries: [{ userId, amount }] })
    return grown.get(userId) ?? null
  }
}

interface FoundPlayer {
  userId: number
  username: string
  nameHidden: boolean
  uid: string
  firstSeen: Date
  missingSince: Date | null
  /** Source time of the newest reading, and of the one that first showed these counters. */
  asOf: Date
  changedAt: Date
  counters: Counters
}

async function findPlayer(db: Db, { userId, username, source }: ParsedLoadPlayerStats): Promise<FoundPlayer> {
  const ms = (instant: ReturnType<typeof sql>) => sql`(extract(epoch from ${instant}) * 1000)::bigint::text`
  const [row] = await queryRows<PlayerRow>(
    db,
    sql`
    select u.id, u.username, u.name_hidden, a.uid, ${ms(sql`a.first_seen`)} as first_seen,
      ${ms(sql`a.missing_since`)} as missing_since, ${ms(sql`a.as_of`)} as changed_at,
      ${ms(sql`greatest(a.as_of, (select max(as_of) from ${ingestRuns}
        where source = a.source and coalesce(race_id, 0) = 0 and outcome = 'ok'))`)} as as_of,
      a.wagered_all_time::text as all_time, a.wagered_this_month::text as month,
      a.wagered_this_week::text as week, a.wagered_today::text as today
    from ${affiliateAccounts} a join ${users} u on u.id = a.user_id
    where a.source = ${source}
      and ${userId === undefined ? sql`lower(u.username) = lower(${username})` : sql`u.id = ${userId}`}`,
  )
  if (!row) throw new GoatedError('PLAYER_NOT_FOUND', 'The source lists no such player.', { details: { source } })
  return {
    userId: row.id,
    username: row.username,
    nameHidden: row.name_hidden,
    uid: row.uid,
    firstSeen: toDate(row.first_seen),
    missingSince: row.missing_since === null ? null : toDate(row.missing_since),
    asOf: toDate(row.as_of),
    changedAt: toDate(row.changed_at),
    counters: parseCounters(row),
  }
}

type PlayerRow = CounterTexts & {
  id: number
  username: string
  name_hidden: boolean
  uid: string
  first_seen: string
  missing_since: string | null
  changed_at: string
  as_of: string
}

/** Counters without those that belong to a period that is over. */
function presentCounters(player: FoundPlayer, at: { calendar: Calendar; now: Date }): Counters {
  const counters = { ...player.counters }
  for (const kind of PERIOD_KINDS) {
    const start = periodStart(kind, at.now.getTime(), at.calendar)
    // A counter at zero stays as it is when its period ends, so no reading shows it as changed.
    const stillZero = counters[kind] === 0n && player.missingSince === null && player.asOf.getTime() >= start
    if (player.changedAt.getTime() < start && !stillZero) counters[kind] = null
  }
  return counters
}

function toDate(ms: string): Date {
  return new Date(parseInt(ms, 10))
}
