import type { PlayerRace as PlayerRaceJson, PlayerStats as PlayerStatsJson } from '@goated/example-contract'
import type { PlayerRace, PlayerStats } from '@goated/races'
import { formatAmount, MONEY_DECIMALS } from '@goated/schema'
import type { LeaderboardPeriod } from '@goated/schema/vocabulary'
import { COUNTER_CURRENCY } from './leaderboard.ts'
import { ownRulingJson } from './ruling.ts'
import type { ShowPlayer } from './shown-player.ts'

/** Where a player stands on one leaderboard. */
export interface PlayerPlace {
  period: LeaderboardPeriod
  rank: number | null
  players: number
}

/** A player's page. */
export function playerStatsJson(page: {
  stats: PlayerStats
  periods: readonly PlayerPlace[]
  stale: boolean
  show: ShowPlayer
}): PlayerStatsJson {
  const { stats, periods, stale, show } = page
  const { counters, growth, series } = stats
  return {
    ...show(stats),
    firstSeen: stats.firstSeen.toISOString(),
    updatedAt: stats.asOf.toISOString(),
    stale: stale || stats.missingSince !== null,
    currency: COUNTER_CURRENCY,
    wagered: {
      today: amountOrNull(counters.today),
      thisWeek: amountOrNull(counters.week),
      thisMonth: amountOrNull(counters.month),
      allTime: formatAmount(counters.allTime),
    },
    periods: periods.map((place) => ({
      ...place,
      growth: place.period === 'all_time' ? null : growth[place.period],
    })),
    series: series.map(({ at, allTime, month, week, today }) => ({
      at: at.toISOString(),
      allTime: formatAmount(allTime),
      thisMonth: amountOrNull(month),
      thisWeek: amountOrNull(week),
      today: amountOrNull(today),
    })),
  }
}

/** A race that a player took part in. */
export function playerRaceJson({ total, prize, startDate, endDate, rulings, ...race }: PlayerRace): PlayerRaceJson {
  return {
    ...race,
    startDate: startDate.toISOString(),
    endDate: endDate.toISOString(),
    total: formatAmount(total),
    prize: prize === null ? null : formatAmount(prize, MONEY_DECIMALS),
    rulings: rulings.map(ownRulingJson),
  }
}

function amountOrNull(amount: bigint | null): string | null {
  return amount === null ? null : formatAmount(amount)
}
