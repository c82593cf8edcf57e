import type { PlayerStats } from '@goated/races'
import type { LeaderboardPeriod } from '@goated/schema/vocabulary'
import { COUNTER_CURRENCY } from './leaderboard.ts'
import type { ShowPlayer } from './shown-player.ts'

/** Where a player stands on one leaderboard. */
export interface PlayerPlace {
  period: LeaderboardPeriod
  rank: number | null
  players: number
}

/** A player's page. */
export function shownPlayerStats(page: {
  stats: PlayerStats
  periods: readonly PlayerPlace[]
  stale: boolean
  show: ShowPlayer
}) {
  const { stats, periods, stale, show } = page
  const { growth, series } = stats
  return {
    ...show(stats),
    firstSeen: stats.firstSeen,
    updatedAt: stats.asOf,
    stale: stale || stats.missingSince !== null,
    currency: COUNTER_CURRENCY,
    wagered: namedCounters(stats.counters),
    periods: periods.map((place) => ({
      ...place,
      growth: place.period === 'all_time' ? null : growth[place.period],
    })),
    series: series.map(({ at, ...counters }) => ({ at, ...namedCounters(counters) })),
  }
}

function namedCounters({ today, week, month, allTime }: PlayerStats['counters']) {
  return { today, thisWeek: week, thisMonth: month, allTime }
}
