import type { LeaderboardPeriod } from '@goated/schema/vocabulary'
import { type Calendar, type PeriodKind, periodEnd, periodStart } from '../race/calendar.ts'

/** The provider period behind each leaderboard, and the column of `affiliate_stats` that counts it. */
export const leaderboardCounters: Record<
  Exclude<LeaderboardPeriod, 'all_time'>,
  { kind: PeriodKind; column: string }
> = {
  daily: { kind: 'today', column: 'wagered_today' },
  weekly: { kind: 'week', column: 'wagered_this_week' },
  monthly: { kind: 'month', column: 'total_wager' },
}

/** The provider period that a leaderboard shows at a moment; all_time has neither start nor end. */
export function leaderboardWindow(
  period: LeaderboardPeriod,
  at: Date,
  calendar: Calendar,
): { periodStart: Date | null; periodEnd: Date | null } {
  if (period === 'all_time') return { periodStart: null, periodEnd: null }
  const { kind } = leaderboardCounters[period]
  return {
    periodStart: new Date(periodStart(kind, at.getTime(), calendar)),
    periodEnd: new Date(periodEnd(kind, at.getTime(), calendar)),
  }
}
