import { type Counters, type Db } from '@goated/schema'
import { type CounterTexts, parseCounters, queryRows } from '@goated/schema/internal'
import { affiliateStats } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'
import { progressionStep } from '../total/progression.ts'

/** What a player's counters changed to, and when. */
export interface CounterPoint extends Counters {
  /** Source time of the reading. */
  at: Date
}

/**
 * The changes of a player's counters between two moments, both inclusive, thinned as a race's progression is: at most
 * 120 points, the first and the last among them.
 */
export async function loadCounterSeries(
  db: Db,
  input: { userId: number; from: Date | undefined; to: Date | undefined },
): Promise<CounterPoint[]> {
  const after = input.from ? sql`and timestamp >= ${input.from.toISOString()}::timestamptz` : sql``
  const before = input.to ? sql`and timestamp <= ${input.to.toISOString()}::timestamptz` : sql``
  const within = sql`user_id = ${input.userId} ${after} ${before}`
  const [span] = await queryRows<{ first: string | null; last: string | null }>(
    db,
    sql`
    select (extract(epoch from min(timestamp)) * 1000)::bigint::text as first,
      (extract(epoch from max(timestamp)) * 1000)::bigint::text as last
    from ${affiliateStats} where ${within}`,
  )
  if (!span?.first || !span.last) return []
  const [first, last] = [toDate(span.first), toDate(span.last)]
  const step = progressionStep(first, last)
  const found = await queryRows<CounterTexts & { at: string }>(
    db,
    sql`
    with read as (
      select timestamp, wagered_all_time as all_time, total_wager as month, wagered_this_week as week,
        wagered_today as today
      from ${affiliateStats} where ${within}
    ), changed as (
      select *, floor(extract(epoch from timestamp - ${first.toISOString()}::timestamptz) / ${step}::int) as step
      from (
        select *, (all_time, month, week, today) is distinct from (lag(all_time) over earlier, lag(month) over earlier,
          lag(week) over earlier, lag(today) over earlier) as differs
        from read window earlier as (order by timestamp)
      ) as compared
      where differs
    ), thinned as (
      select *, row_number() over (partition by step order by timestamp desc) as from_end,
        row_number() over (order by timestamp) as place
      from changed
    )
    select (extract(epoch from timestamp) * 1000)::bigint::text as at, all_time::text as all_time,
      month::text as month, week::text as week, today::text as today
    from thinned where from_end = 1 or place = 1 order by timestamp`,
  )
  return found.map((row) => ({ at: toDate(row.at), ...parseCounters(row) }))
}

function toDate(ms: string): Date {
  return new Date(parseInt(ms, 10))
}
