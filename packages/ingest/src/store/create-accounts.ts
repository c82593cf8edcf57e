import { type Db, formatAmount } from '@goated/schema'
import { arrayLiteral, queryRows } from '@goated/schema/internal'
import { affiliateAccounts, users } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'
import type { NormalRow } from '../reading/normalise-reading.ts'
import { placeholderName } from '../source/fields.ts'

/** A row of somebody new, who needs a name. */
type NewRow = NormalRow & { name: string }

/**
 * Gives every new uid an unclaimed user and an affiliate account, in a handful of statements however many there are.
 * A name that is taken, by whomever, gets the uid's first characters behind it. Who has none to show gets a placeholder.
 *
 * @param input.missingSince source time of the reading after this one, where there already is one: it listed none of them
 * @returns user ids by uid
 */
export async function createAccounts(
  tx: Db,
  input: { source: string; rows: readonly NormalRow[]; asOf: Date; missingSince: Date | null },
): Promise<Map<string, number>> {
  const named = input.rows.map((row): NewRow => ({ ...row, name: row.name ?? placeholderName(row.uid) }))
  const userIds = await createUnclaimedUsers(tx, { ...input, rows: named })
  const rows = named.map((row) => ({ ...row, userId: userIds.get(row.uid) ?? 0 }))
  const amounts = (pick: (row: NormalRow) => bigint | null) => amountArray(rows.map(pick))
  await tx.execute(sql`
    insert into ${affiliateAccounts} (source, uid, user_id, name, wagered_all_time, wagered_this_month,
      wagered_this_week, wagered_today, wagered_peak, first_seen, as_of, missing_since)
    select ${input.source}, n.uid, n.user_id, n.name, n.all_time, n.this_month, n.this_week, n.today, n.all_time,
      ${input.asOf.toISOString()}::timestamptz, ${input.asOf.toISOString()}::timestamptz,
      ${input.missingSince?.toISOString() ?? null}::timestamptz
    from unnest(
      ${arrayLiteral(rows.map(({ uid }) => uid))}::text[],
      ${arrayLiteral(rows.map(({ userId }) => userId))}::int[],
      ${arrayLiteral(rows.map(({ name }) => name))}::text[],
      ${amounts(({ allTime }) => allTime)}::numeric[],
      ${amounts(({ month }) => month)}::numeric[],
      ${amounts(({ week }) => week)}::numeric[],
      ${amounts(({ today }) => today)}::numeric[]
    ) as n (uid, user_id, name, all_time, this_month, this_week, today)`)
  return userIds
}

/** Amounts in units of 1e-8 as the text of an array of numerics; a null stays null. */
export function amountArray(amounts: Iterable<bigint | null>): string {
  // Digits need no quotes, so this is an array literal without a look at each.
  const texts: string[] = []
  for (const amount of amounts) texts.push(amount === null ? 'NULL' : formatAmount(amount))
  return `{${texts.join(',')}}`
}

async function createUnclaimedUsers(
  tx: Db,
  { source, rows, asOf }: { source: string; rows: readonly NewRow[]; asOf: Date },
): Promise<Map<string, number>> {
  const userIds = new Map<string, number>()
  let pending = [...rows]
  for (let attempt = 0; pending.length > 0; attempt++) {
    const candidate = (row: NewRow) => usernameCandidate(row, source, attempt)
    const byName = new Map<string, NewRow>()
    for (const row of pending) if (!byName.has(candidate(row))) byName.set(candidate(row), row)
    const created = await queryRows<{ id: number; username: string }>(
      tx,
      sql`
      insert into ${users} (username, created_at)
      select n.name, ${asOf.toISOString()}::timestamptz from unnest(${arrayLiteral(byName.keys())}::text[]) as n (name)
      on conflict do nothing
      returning id, username`,
    )
    for (const { id, username } of created) {
      const row = byName.get(username)
      if (row) userIds.set(row.uid, id)
    }
    pending = pending.filter(({ uid }) => !userIds.has(uid))
  }
  return userIds
}

/** The name itself, then ever longer: with all of source and uid in it, it can be taken only by somebody's intent. */
function usernameCandidate({ name, uid }: NewRow, source: string, attempt: number): string {
  if (attempt === 0) return name
  if (attempt === 1) return `${name}-${uid.slice(0, 4)}`
  if (attempt === 2) return `${name}-${uid}`
  return `${name}-${source}-${uid}${attempt === 3 ? '' : `-${attempt}`}`
}
