import type { LeaderboardPeriod } from '@goated/schema/tables'
import { type Calendar, type PeriodKind, periodEnd, periodStart } from '../calendar.ts'

const kinds: Record<Exclude<LeaderboardPeriod, 'all_time'>, PeriodKind> = {
  daily: 'today',
  weekly: 'week',
  monthly: 'month',
}

/** The provider period that a leaderboard shows at a moment; all_time has neither start nor end. */
export function leaderboardWindow(
  period: LeaderboardPeriod,
  at: Date,
  calendar: Calendar,
): { periodStart: Date | null; periodEnd: Date | null } {
  if (period === 'all_time') return { periodStart: null, periodEnd: null }
  const kind = kinds[period]
  return {
    periodStart: new Date(periodStart(kind, at.getTime(), calendar)),
    periodEnd: new Date(periodEnd(kind, at.getTime(), calendar)),
  }
}
