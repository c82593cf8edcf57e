import type { LeaderboardEntry as LeaderboardEntryJson, LeaderboardHead } from '@goated/example-contract'
import type { Leaderboard, LeaderboardEntry } from '@goated/races'
import { formatAmount, shareOf } from '@goated/schema'
import type { ShowPlayer } from './shown-player.ts'

/** Upstream counters carry no currency; the affiliate API counts in US dollars. */
export const COUNTER_CURRENCY = 'USD'

/** A leaderboard without its rows. */
export function leaderboardJson(board: Leaderboard, stale: boolean): LeaderboardHead {
  return {
    period: board.period,
    periodStart: board.periodStart?.toISOString() ?? null,
    periodEnd: board.periodEnd?.toISOString() ?? null,
    updatedAt: board.asOf?.toISOString() ?? null,
    stale,
    version: board.version,
    currency: COUNTER_CURRENCY,
  }
}

/** A player on a leaderboard as the public sees one. */
export function leaderboardEntryJson(
  entry: LeaderboardEntry,
  board: Leaderboard,
  show: ShowPlayer,
): LeaderboardEntryJson {
  return {
    rank: entry.rank,
    position: entry.position,
    previousRank: entry.previousRank,
    ...show(entry),
    amount: formatAmount(entry.amount),
    share: shareOf(entry.amount, board.sum),
    growth: entry.growth,
  }
}
