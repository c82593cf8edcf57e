import { type Db, parseAmount, shareOf } from '@goated/schema'
import { arrayLiteral, queryRows } from '@goated/schema/internal'
import { affiliateStats } from '@goated/schema/tables'
import type { LeaderboardPeriod } from '@goated/schema/vocabulary'
import { sql } from 'drizzle-orm'
import { type Calendar, periodStart, zoned } from '../race/calendar.ts'
import { leaderboardCounters } from './leaderboard-period.ts'

const back = { daily: { days: 1 }, weekly: { weeks: 1 }, monthly: { months: 1 } } as const

/**
 * How much more players wagered in a period so far than by the same time of the period before, from stored history:
 * today by now against yesterday by now. `"0.2500"` is a quarter more.
 *
 * @returns by user id; who has nothing to compare with is missing, as is everyone on the all-time board
 */
export async function loadGrowth(
  db: Db,
  input: {
    period: LeaderboardPeriod
    asOf: Date
    calendar: Calendar
    entries: readonly { userId: number; amount: bigint }[]
  },
): Promise<Map<number, string>> {
  const { period, asOf, calendar, entries } = input
  if (period === 'all_time' || entries.length === 0) return new Map()
  const { kind, column } = leaderboardCounters[period]
  const then = zoned(asOf.getTime(), calendar.timeZone).subtract(back[period]).epochMilliseconds
  const found = await queryRows<{ user_id: number; amount: string }>(
    db,
    sql`
    select u.id as user_id, s.amount::text as amount
    from unnest(${arrayLiteral(entries.map(({ userId }) => userId))}::int[]) as u (id)
    join lateral (
      select ${sql.identifier(column)} as amount from ${affiliateStats}
      where user_id = u.id and timestamp <= ${new Date(then).toISOString()}::timestamptz
        and timestamp >= ${new Date(periodStart(kind, then, calendar)).toISOString()}::timestamptz
      order by timestamp desc limit 1
    ) as s on true
    where s.amount > 0`,
  )
  const before = new Map(found.map(({ user_id, amount }) => [user_id, parseAmount(amount)]))
  return new Map(
    entries.flatMap(({ userId, amount }) => {
      const earlier = before.get(userId)
      return earlier === undefined ? [] : [[userId, shareOf(amount - earlier, earlier, 4)] as const]
    }),
  )
}
