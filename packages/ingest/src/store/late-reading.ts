import { type Db, type SnapshotChange } from '@goated/schema'
import { arrayLiteral, type CounterTexts, parseCounters, queryRows } from '@goated/schema/internal'
import { affiliateAccounts, affiliateStats } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'
import type { KnownAccount } from './known-accounts.ts'

/**
 * The accounts of a source as they stood at a moment of the past, for a reading that arrives late.
 * An account that appeared only later is not among them.
 */
export async function accountsAsOf(
  tx: Db,
  source: string,
  asOf: Date,
  present: ReadonlyMap<string, KnownAccount>,
): Promise<Map<string, KnownAccount>> {
  const found = await queryRows<StatRow>(
    tx,
    sql`
    select distinct on (s.user_id) s.user_id, a.uid, s.wagered_all_time::text as all_time, s.total_wager::text as month,
      s.wagered_this_week::text as week, s.wagered_today::text as today, s.listed
    from ${affiliateStats} s join ${affiliateAccounts} a on a.user_id = s.user_id
    where s.source = ${source} and s.timestamp <= ${asOf.toISOString()}::timestamptz
    order by s.user_id, s.timestamp desc`,
  )
  const past = new Map<string, KnownAccount>()
  for (const row of found) {
    const account = present.get(row.uid)
    if (account) past.set(row.uid, { ...account, ...parseCounters(row), listed: row.listed })
  }
  return past
}

/**
 * Keeps the series readable after a late reading was put into it: a row stands for all readings until the next row,
 * so a player whom the late reading shows differently needs a row at the next reading that says what that one showed.
 */
export async function repeatAfterLate(
  tx: Db,
  input: {
    /** Source time of the next reading. */
    asOf: Date
    changes: readonly SnapshotChange[]
    before: ReadonlyMap<string, KnownAccount>
  },
): Promise<SnapshotChange[]> {
  const { asOf } = input
  const standing = await queryRows<{ user_id: number }>(
    tx,
    sql`
    select user_id from ${affiliateStats}
    where timestamp = ${asOf.toISOString()}::timestamptz
      and user_id = any(${arrayLiteral(input.changes.map(({ userId }) => userId))}::int[])`,
  )
  const haveRow = new Set(standing.map(({ user_id }) => user_id))
  return input.changes
    .filter(({ userId }) => !haveRow.has(userId))
    .map((change) => {
      const before = input.before.get(change.uid)
      // Without a row before, the next reading did not list the player either.
      if (!before) return { ...change, listed: false }
      const { allTime, month, week, today, listed } = before
      return { userId: change.userId, uid: change.uid, allTime, month, week, today, listed }
    })
}

type StatRow = CounterTexts & { user_id: number; uid: string; listed: boolean }
