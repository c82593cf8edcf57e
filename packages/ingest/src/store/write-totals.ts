import { type Db, parseAmount, type WindowChange } from '@goated/schema'
import { arrayLiteral, queryRows } from '@goated/schema/internal'
import { affiliateAccounts, raceSamples } from '@goated/schema/tables'
import { eq, sql } from 'drizzle-orm'
import type { NormalTotal } from '../reading/normalise-reading.ts'
import { amountArray, createAccounts } from './create-accounts.ts'
import { renameAccounts } from './write-changes.ts'

interface TotalsToWrite {
  source: string
  raceId: number
  asOf: Date
  totals: readonly NormalTotal[]
}

/** Writes what a reading of a race's window changes: new accounts, new names, and the samples that differ. */
export async function writeTotals(
  tx: Db,
  input: TotalsToWrite,
): Promise<{ changes: WindowChange[]; arrived: number; statsThrough: bigint | null }> {
  const { changes, arrived } = await findChanges(tx, input)
  return { changes, arrived, statsThrough: await appendSamples(tx, input, changes) }
}

async function findChanges(tx: Db, input: TotalsToWrite): Promise<{ changes: WindowChange[]; arrived: number }> {
  const accounts = await tx
    .select({ uid: affiliateAccounts.uid, userId: affiliateAccounts.userId, name: affiliateAccounts.name })
    .from(affiliateAccounts)
    .where(eq(affiliateAccounts.source, input.source))
  const userIds = new Map(accounts.map(({ uid, userId }) => [uid, userId]))
  const names = new Map(accounts.map(({ uid, userId, name }) => [uid, { userId, name }]))
  const renamed = input.totals.flatMap(({ uid, name }) => {
    const known = names.get(uid)
    return known && name !== null && name !== known.name ? [{ userId: known.userId, name }] : []
  })
  await renameAccounts(tx, renamed)
  const arrived = input.totals.filter(({ uid }) => !userIds.has(uid))
  if (arrived.length > 0) {
    // Such a provider reports no counters; the account stands for the player, not for what was wagered.
    const rows = arrived.map(({ uid, name }) => ({ uid, name, allTime: 0n, month: null, week: null, today: null }))
    const created = await createAccounts(tx, { source: input.source, rows, asOf: input.asOf, missingSince: null })
    for (const [uid, userId] of created) userIds.set(uid, userId)
  }
  const latest = await latestSamples(tx, input.raceId)
  const changes: WindowChange[] = []
  for (const { uid, total } of input.totals) {
    const userId = userIds.get(uid) ?? 0
    const before = latest.get(userId)
    if (!before?.listed || before.total !== total) changes.push({ userId, uid, total, listed: true })
    latest.delete(userId)
  }
  const uids = new Map([...userIds].map(([uid, userId]) => [userId, uid]))
  for (const [userId, { total, listed }] of latest)
    if (listed) changes.push({ userId, uid: uids.get(userId) ?? '', total, listed: false })
  return { changes, arrived: arrived.length }
}

async function latestSamples(tx: Db, raceId: number): Promise<Map<number, { total: bigint; listed: boolean }>> {
  const found = await queryRows<{ user_id: number; total: string; listed: boolean }>(
    tx,
    sql`
    select distinct on (user_id) user_id, total::text as total, listed from ${raceSamples}
    where race_id = ${raceId} order by user_id, timestamp desc`,
  )
  return new Map(found.map(({ user_id, total, listed }) => [user_id, { total: parseAmount(total), listed }]))
}

async function appendSamples(tx: Db, input: TotalsToWrite, changes: readonly WindowChange[]): Promise<bigint | null> {
  if (changes.length === 0) return null
  const [written] = await queryRows<{ through: string }>(
    tx,
    sql`
    with written as (
      insert into ${raceSamples} (race_id, user_id, timestamp, total, listed)
      select ${input.raceId}, c.user_id, ${input.asOf.toISOString()}::timestamptz, c.total, c.listed
      from unnest(
        ${arrayLiteral(changes.map(({ userId }) => userId))}::int[],
        ${amountArray(changes.map(({ total }) => total))}::numeric[],
        ${arrayLiteral(changes.map(({ listed }) => listed))}::boolean[]
      ) as c (user_id, total, listed)
      returning id
    )
    select max(id)::text as through from written`,
  )
  return written ? BigInt(written.through) : null
}
