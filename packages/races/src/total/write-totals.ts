import { type Db, formatAmount } from '@goated/schema'
import { arrayLiteral, queryRows } from '@goated/schema/internal'
import { affiliateAccounts, wagerRaceParticipants } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'
import { progressionStep } from './progression.ts'
import type { PlayerFold, TotalledRace } from './race-folds.ts'
import { marksOf, readTotal } from './race-total.ts'

/**
 * Writes totals to the entrants of a race in one statement; in an open race, who has a total and is no entrant yet
 * becomes one.
 *
 * @returns user ids of the new entrants
 */
export async function writeTotals(
  tx: Db,
  race: TotalledRace & { joinPolicy: 'open' | 'opt_in' },
  input: { folds: readonly PlayerFold[]; asOf: Date; now: Date },
): Promise<number[]> {
  const asOf = input.asOf.getTime()
  const totals = input.folds.map(({ userId, state, context }) => ({
    userId,
    ...readTotal(state, context, asOf, race.startDate.getTime()),
  }))
  if (totals.length === 0) return []
  const amounts = (pick: (total: (typeof totals)[number]) => bigint) =>
    arrayLiteral(totals.map((total) => formatAmount(pick(total))))
  const at = Math.floor(Math.min(asOf, race.endDate.getTime()) / 1000)
  const point = sql`jsonb_build_array(jsonb_build_array(${at}::bigint, t.total::text))`
  const pointEvery = progressionStep(race.startDate, race.endDate)
  const entrant = sql`${wagerRaceParticipants}`
  const values = sql`unnest(
      ${arrayLiteral(totals.map(({ userId }) => userId))}::int[],
      ${amounts(({ total }) => total)}::numeric[],
      ${amounts(({ baseline }) => (baseline > 0n ? baseline : 0n))}::numeric[],
      ${amounts(({ low }) => low)}::numeric[],
      ${amounts(({ high }) => high)}::numeric[],
      ${arrayLiteral(totals.map(({ method }) => method))}::text[],
      ${arrayLiteral(totals.map((total) => [...marksOf(total), ...(total.stale ? ['stale'] : [])].join(',')))}::text[],
      ${arrayLiteral(totals.map(({ reachedAt }) => reachedAt))}::bigint[]
    ) as t (user_id, total, baseline, low, high, method, flags, reached_at)`
  const reachedAt = sql`to_timestamp(t.reached_at / 1000.0)`
  const flags = sql`case when t.flags = '' then '{}'::text[] else string_to_array(t.flags, ',') end`
  await tx.execute(sql`
    update ${entrant} as p
    set total_wager = greatest(t.total + p.adjustment, 0), baseline = t.baseline,
      low = greatest(t.low + p.adjustment, 0), high = greatest(t.high + p.adjustment, 0), method = t.method, flags = ${flags},
      reached_at = ${reachedAt}, updated_at = ${input.now.toISOString()}::timestamptz,
      wager_history = case when p.total_wager is distinct from greatest(t.total + p.adjustment, 0)
        and coalesce((p.wager_history -> -1 ->> 0)::bigint, 0) <= ${at}::bigint - ${pointEvery}::bigint
        then p.wager_history || ${point} else p.wager_history end
    from ${values}
    where p.race_id = ${race.id} and p.user_id = t.user_id`)
  if (race.joinPolicy === 'opt_in') return []
  const joined = await queryRows<{ user_id: number }>(
    tx,
    sql`
    insert into ${entrant} (race_id, user_id, uid, total_wager, joined_at, updated_at, wager_history, baseline, low,
      high, method, flags, reached_at)
    select ${race.id}, t.user_id, a.uid, t.total, ${input.asOf.toISOString()}::timestamptz,
      ${input.now.toISOString()}::timestamptz, ${point}, t.baseline, t.low, t.high, t.method, ${flags}, ${reachedAt}
    from ${values} join ${affiliateAccounts} a on a.user_id = t.user_id
    where (t.total > 0 or ${flags} && '{unknown_history}')
      and not exists (select 1 from ${entrant} p where p.race_id = ${race.id} and p.user_id = t.user_id)
    returning user_id`,
  )
  return joined.map(({ user_id }) => user_id)
}
