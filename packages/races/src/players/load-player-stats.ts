import { type Counters, type Db } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import type { LeaderboardPeriod } from '@goated/schema/vocabulary'
import { loadGrowth } from '../leaderboards/growth.ts'
import { type Calendar, PERIOD_KINDS, periodStart } from '../race/calendar.ts'
import { type Commission, loadCommission } from './commission.ts'
import { type CounterPoint, loadCounterSeries } from './counter-series.ts'
import { findPlayer, type Player } from './find-player.ts'
import { loadPlayerStatsInput, type LoadPlayerStatsInput } from './inputs.ts'

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
  const { calendar, from, to, now, ...wanted } = parseInput(loadPlayerStatsInput, input)
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

/** Counters without those that belong to a period that is over. */
function presentCounters(player: Player, at: { calendar: Calendar; now: Date }): Counters {
  const counters = { ...player.counters }
  for (const kind of PERIOD_KINDS) {
    const start = periodStart(kind, at.now.getTime(), at.calendar)
    // A counter at zero stays as it is when its period ends, so no reading shows it as changed.
    const stillZero = counters[kind] === 0n && player.missingSince === null && player.asOf.getTime() >= start
    if (player.changedAt.getTime() < start && !stillZero) counters[kind] = null
  }
  return counters
}
