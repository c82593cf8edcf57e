import type { Leaderboard, LeaderboardEntry } from '@goated/races'
import { formatAmount, shareOf } from '@goated/schema'
import type { LeaderboardPeriod } from '@goated/schema/tables'

export interface LeaderboardEntryJson {
  rank: number
  previousRank: number | null
  username: string
  amount: string
  /** Of all amounts on the board, as a fraction of 1. */
  share: string
  /** Against the same time of the period before, as a fraction: `"0.2500"` is a quarter more; null: not known. */
  growth: string | null
}

export interface LeaderboardJson {
  period: LeaderboardPeriod
  periodStart: string | null
  periodEnd: string | null
  updatedAt: string | null
  stale: boolean
  version: number
  currency: string
}

/** Upstream counters carry no currency; the affiliate API counts in US dollars. */
const currency = 'USD'

export function leaderboardJson(board: Leaderboard, stale: boolean): LeaderboardJson {
  return {
    period: board.period,
    periodStart: board.periodStart?.toISOString() ?? null,
    periodEnd: board.periodEnd?.toISOString() ?? null,
    updatedAt: board.asOf?.toISOString() ?? null,
    stale,
    version: board.version,
    currency,
  }
}

export function leaderboardEntryJson(entry: LeaderboardEntry, board: Leaderboard): LeaderboardEntryJson {
  return {
    rank: entry.rank,
    previousRank: entry.previousRank,
    username: entry.username,
    amount: formatAmount(entry.amount),
    share: shareOf(entry.amount, board.sum),
    growth: entry.growth,
  }
}
