import { arrayLiteral, type Db, parseAmount, queryRows } from '@goated/schema'
import { affiliateStats } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'
import { type Calendar, periodEnd, periodStart } from '../calendar.ts'

/** What a player's wagers were worth to the affiliate, in units of 1e-8: wager times the rate of its time. */
export interface Commission {
  /** Of the provider's present month so far. */
  thisMonth: bigint
  /** Of all months since the player was first seen. */
  total: bigint
}

/**
 * Adds up what each of the provider's months came to: the series has a month's commission so far in every row, so its
 * last row in a month says the whole of it.
 */
export async function loadCommission(
  db: Db,
  input: { userId: number; calendar: Calendar; now: Date },
): Promise<Commission> {
  const { userId, calendar, now } = input
  const [first] = await queryRows<{ at: string | null }>(
    db,
    sql`
    select (extract(epoch from min(timestamp)) * 1000)::bigint::text as at from ${affiliateStats}
    where user_id = ${userId}`,
  )
  if (!first?.at) return { thisMonth: 0n, total: 0n }
  const months = monthsBetween(parseInt(first.at, 10), now.getTime(), calendar)
  const found = await queryRows<{ start: string; commission: string }>(
    db,
    sql`
    select m.start::text as start, s.commission::text as commission
    from unnest(${arrayLiteral(months.map(({ start }) => start))}::bigint[],
      ${arrayLiteral(months.map(({ end }) => end))}::bigint[]) as m (start, end_)
    join lateral (
      select commission from ${affiliateStats}
      where user_id = ${userId} and listed and timestamp >= to_timestamp(m.start / 1000.0)
        and timestamp < to_timestamp(m.end_ / 1000.0)
      order by timestamp desc limit 1
    ) as s on true`,
  )
  const present = String(months.at(-1)?.start)
  let [thisMonth, total] = [0n, 0n]
  for (const { start, commission } of found) {
    total += parseAmount(commission)
    if (start === present) thisMonth = parseAmount(commission)
  }
  return { thisMonth, total }
}

/** The provider's months from the one that a moment lies in to that of another, in ms since 1970. */
function monthsBetween(first: number, last: number, calendar: Calendar): { start: number; end: number }[] {
  const months: { start: number; end: number }[] = []
  for (let start = periodStart('month', first, calendar); start <= last;) {
    const end = periodEnd('month', start, calendar)
    months.push({ start, end })
    start = end
  }
  return months
}
