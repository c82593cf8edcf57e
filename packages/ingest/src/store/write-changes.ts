import { type Db, formatAmount, type SnapshotChange } from '@goated/schema'
import { arrayLiteral, queryRows } from '@goated/schema/internal'
import { affiliateAccounts, affiliateStats } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'
import { amountArray } from './create-accounts.ts'

/**
 * Appends changed counters to the series, in one statement, each with the commission rate of its time: the rate of the
 * account's next row where there is one, because this row takes a part of what that one showed; else the account's own
 * as it is now, else the source's.
 *
 * @param input.rate the source's, in units of 1e-8
 * @returns the highest id written, null when none was
 */
export async function appendStats(
  tx: Db,
  input: { source: string; asOf: Date; late: boolean; rate: bigint; changes: readonly SnapshotChange[] },
): Promise<bigint | null> {
  const { changes } = input
  if (changes.length === 0) return null
  const asOf = sql`${input.asOf.toISOString()}::timestamptz`
  const rateOfNext = input.late
    ? sql`(select s.commission_rate from ${affiliateStats} s
        where s.user_id = c.user_id and s.timestamp > ${asOf} order by s.timestamp limit 1),`
    : sql``
  const [written] = await queryRows<{ through: string }>(
    tx,
    sql`
    with written as (
      insert into ${affiliateStats} (user_id, total_wager, commission, commission_rate, timestamp, wagered_today,
        wagered_this_week, wagered_all_time, source, listed)
      select c.user_id, c.this_month, trunc(coalesce(c.this_month, 0) * r.rate, 8), r.rate, ${asOf}, c.today,
        c.this_week, c.all_time, ${input.source}, c.listed
      from unnest(
        ${arrayLiteral(changes.map(({ userId }) => userId))}::int[],
        ${amountArray(changes.map(({ month }) => month))}::numeric[],
        ${amountArray(changes.map(({ today }) => today))}::numeric[],
        ${amountArray(changes.map(({ week }) => week))}::numeric[],
        ${amountArray(changes.map(({ allTime }) => allTime))}::numeric[],
        ${arrayLiteral(changes.map(({ listed }) => listed))}::boolean[]
      ) as c (user_id, this_month, today, this_week, all_time, listed)
      join ${affiliateAccounts} a on a.user_id = c.user_id
      cross join lateral (
        select coalesce(${rateOfNext} a.commission_rate, ${formatAmount(input.rate)}::numeric) as rate
      ) as r
      returning id
    )
    select max(id)::text as through from written`,
  )
  return written ? BigInt(written.through) : null
}

/** Brings the latest counters of known accounts up to date, in one statement. */
export async function updateAccounts(tx: Db, input: { asOf: Date; changes: readonly SnapshotChange[] }): Promise<void> {
  const { changes } = input
  if (changes.length === 0) return
  const asOf = sql`${input.asOf.toISOString()}::timestamptz`
  await tx.execute(sql`
    update ${affiliateAccounts} as a
    set wagered_all_time = c.all_time, wagered_this_month = c.this_month, wagered_this_week = c.this_week,
      wagered_today = c.today, wagered_peak = greatest(a.wagered_peak, c.all_time),
      as_of = case when c.listed then ${asOf} else a.as_of end,
      missing_since = case when c.listed then null else ${asOf} end
    from unnest(
      ${arrayLiteral(changes.map(({ userId }) => userId))}::int[],
      ${amountArray(changes.map(({ allTime }) => allTime))}::numeric[],
      ${amountArray(changes.map(({ month }) => month))}::numeric[],
      ${amountArray(changes.map(({ week }) => week))}::numeric[],
      ${amountArray(changes.map(({ today }) => today))}::numeric[],
      ${arrayLiteral(changes.map(({ listed }) => listed))}::boolean[]
    ) as c (user_id, all_time, this_month, this_week, today, listed)
    where a.user_id = c.user_id`)
}

/** A late reading says nothing of the present, but what it shows may be the most there ever was. */
export async function raisePeaks(tx: Db, changes: readonly SnapshotChange[]): Promise<void> {
  if (changes.length === 0) return
  await tx.execute(sql`
    update ${affiliateAccounts} as a set wagered_peak = c.all_time
    from unnest(
      ${arrayLiteral(changes.map(({ userId }) => userId))}::int[],
      ${amountArray(changes.map(({ allTime }) => allTime))}::numeric[]
    ) as c (user_id, all_time)
    where a.user_id = c.user_id and a.wagered_peak < c.all_time`)
}

/** Keeps names as the upstream shows them; an unclaimed user is renamed along where the new name is free. */
export async function renameAccounts(tx: Db, renamed: readonly { userId: number; name: string }[]): Promise<void> {
  if (renamed.length === 0) return
  const list = sql`unnest(
      ${arrayLiteral(renamed.map(({ userId }) => userId))}::int[],
      ${arrayLiteral(renamed.map(({ name }) => name))}::text[]
    ) as n (user_id, name)`
  await tx.execute(sql`
    update ${affiliateAccounts} as a set name = n.name from ${list} where a.user_id = n.user_id`)
  // Of several who want one name, one gets it: whoever has the lowest id.
  await tx.execute(sql`
    update goated.users as u set username = w.name
    from (select distinct on (lower(n.name)) n.user_id, n.name from ${list} order by lower(n.name), n.user_id) as w
    where u.id = w.user_id and u.email is null and u.password is null
      and not exists (select 1 from goated.users as taken where lower(taken.username) = lower(w.name))`)
}
