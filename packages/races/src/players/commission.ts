import { type Db, parseAmount } from '@goated/schema'
import { type CounterTexts, multiplyByRate, parseCounters, queryRows } from '@goated/schema/internal'
import { affiliateStats, ingestRuns } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'
import { type Calendar, periodStart } from '../race/calendar.ts'
import { loadDecisions } from '../total/race-folds.ts'
import { type RatedGrowth, rateGrowth } from './rated-growth.ts'

/** What a player's wagers were worth to the affiliate, in units of 1e-8: wager times the rate of its time. */
export interface Commission {
  /** Of the provider's present month so far. */
  thisMonth: bigint
  /** Of all months since the player was first seen. */
  total: bigint
}

/**
 * Works out a player's commission from the stored series, as docs/concepts/race-totals.md#commission says: from what
 * the all-time counter grew by, each part at the rate that was stored with the reading that showed it.
 */
export async function loadCommission(
  db: Db,
  input: { userId: number; calendar: Calendar; now: Date },
): Promise<Commission> {
  const { userId, calendar, now } = input
  const rows = await queryRows<CounterTexts & { at: string; rate: string; listed: boolean }>(
    db,
    sql`
    select (extract(epoch from timestamp) * 1000)::bigint::text as at, commission_rate::text as rate, listed,
      wagered_all_time::text as all_time, total_wager::text as month, wagered_this_week::text as week,
      wagered_today::text as today
    from ${affiliateStats}
    where user_id = ${userId} and timestamp <= ${now.toISOString()}::timestamptz
    order by timestamp`,
  )
  const samples = rows.map((row) => ({
    at: parseInt(row.at, 10),
    counters: row.listed ? parseCounters(row) : null,
    rate: parseAmount(row.rate),
  }))
  const decisions = (await loadDecisions(db, 0, [userId])).get(userId) ?? []
  const growth = rateGrowth(samples, calendar, { decisions, unlistedAt: await lastReadingWithout(db, userId) })
  const month = periodStart('month', now.getTime(), calendar)
  return { thisMonth: commissionOf(growth.filter((part) => part.month === month)), total: commissionOf(growth) }
}

/** Rounded down once for each rate, not for each part. */
function commissionOf(growth: readonly RatedGrowth[]): bigint {
  const byRate = new Map<bigint, bigint>()
  for (const { rate, amount } of growth) byRate.set(rate, (byRate.get(rate) ?? 0n) + amount)
  return [...byRate].reduce((sum, [rate, amount]) => sum + multiplyByRate(amount, rate), 0n)
}

/** Source time of the last complete reading before the player's first row, in ms since 1970; null: there was none. */
async function lastReadingWithout(db: Db, userId: number): Promise<number | null> {
  const [found] = await queryRows<{ at: string | null }>(
    db,
    sql`
    select (extract(epoch from max(r.as_of)) * 1000)::bigint::text as at
    from (
      select source, timestamp from ${affiliateStats} where user_id = ${userId} order by timestamp limit 1
    ) as first
    join ${ingestRuns} r on r.source = first.source and coalesce(r.race_id, 0) = 0 and r.outcome = 'ok' and r.complete
      and r.as_of < first.timestamp`,
  )
  return found?.at ? parseInt(found.at, 10) : null
}
