import { type Db, parseAmount, readable } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { payoutEntries, racePayouts, users, wagerRaces } from '@goated/schema/tables'
import type { PayoutEntryKind, PayoutStatus } from '@goated/schema/vocabulary'
import { and, asc, count, desc, eq, inArray, type SQL, sql, sum } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { listPayoutsInput, type ListPayoutsInput } from './inputs.ts'

type Payout = typeof racePayouts.$inferSelect

/** Something that a person recorded about a payout. */
export interface PayoutEntryRecord {
  id: number
  kind: PayoutEntryKind
  /** The payment's id, or the reason. */
  reference: string | null
  /** Null when that user is gone. */
  recordedBy: { userId: number; username: string } | null
  createdAt: Date
}

/** A payout with the names that belong to it, and all that was recorded about it. */
export interface PayoutRecord extends Omit<Payout, 'settledBy'> {
  raceTitle: string
  currency: string
  username: string
  /** The player's name is not to be shown to others. */
  nameHidden: boolean
  /** Who recorded that it was paid or voided; null while it is owed, or when that user is gone. */
  settledBy: { userId: number; username: string } | null
  /** In the order they were recorded; the last one says how the payout stands. */
  entries: PayoutEntryRecord[]
}

/** What payouts of one currency and status come to. */
export interface PayoutSum {
  currency: string
  status: PayoutStatus
  count: number
  /** Cents. */
  amount: bigint
}

/**
 * Payouts, the latest first, and what they come to. The sums are those of all statuses, whichever the list is
 * narrowed to.
 *
 * @throws INPUT_INVALID
 */
export async function listPayouts(
  db: Db,
  input: ListPayoutsInput,
): Promise<{ items: PayoutRecord[]; total: number; sums: PayoutSum[] }> {
  const { payoutId, raceId, status, limit, offset } = parseInput(listPayoutsInput, input)
  const ofRace = raceId === undefined ? undefined : eq(racePayouts.raceId, raceId)
  const settler = alias(users, 'settler')
  const found = await db
    .select(
      readable({
        id: racePayouts.id,
        raceId: racePayouts.raceId,
        raceTitle: wagerRaces.title,
        currency: wagerRaces.currency,
        userId: racePayouts.userId,
        username: users.username,
        nameHidden: users.nameHidden,
        place: racePayouts.place,
        amount: racePayouts.amount,
        status: racePayouts.status,
        createdAt: racePayouts.createdAt,
        settledAt: racePayouts.settledAt,
        settledBy: { userId: settler.id, username: settler.username },
        reference: racePayouts.reference,
      }),
    )
    .from(racePayouts)
    .innerJoin(wagerRaces, eq(wagerRaces.id, racePayouts.raceId))
    .innerJoin(users, eq(users.id, racePayouts.userId))
    .leftJoin(settler, eq(settler.id, racePayouts.settledBy))
    .where(
      and(
        ofRace,
        payoutId === undefined ? undefined : eq(racePayouts.id, payoutId),
        status === undefined ? undefined : eq(racePayouts.status, status),
      ),
    )
    .orderBy(desc(racePayouts.createdAt), desc(racePayouts.raceId), asc(racePayouts.place), asc(racePayouts.id))
    .limit(limit)
    .offset(offset)
  const entriesOf = await loadEntries(
    db,
    found.map(({ id }) => id),
  )
  const items = found.map((payout) => ({ ...payout, entries: entriesOf.get(payout.id) ?? [] }))
  const sums = await sumPayouts(db, ofRace)
  const total = sums.reduce(
    (counted, each) => counted + (status === undefined || status === each.status ? each.count : 0),
    0,
  )
  return { items, total, sums }
}

async function loadEntries(db: Db, payoutIds: number[]): Promise<Map<number, PayoutEntryRecord[]>> {
  if (payoutIds.length === 0) return new Map()
  const entries = await db
    .select(
      readable({
        payoutId: payoutEntries.payoutId,
        id: payoutEntries.id,
        kind: payoutEntries.kind,
        reference: payoutEntries.reference,
        recordedBy: { userId: users.id, username: users.username },
        createdAt: payoutEntries.createdAt,
      }),
    )
    .from(payoutEntries)
    .leftJoin(users, eq(users.id, payoutEntries.recordedBy))
    .where(inArray(payoutEntries.payoutId, payoutIds))
    .orderBy(asc(payoutEntries.id))
  const byPayout = new Map<number, PayoutEntryRecord[]>()
  for (const { payoutId, ...entry } of entries) byPayout.set(payoutId, [...(byPayout.get(payoutId) ?? []), entry])
  return byPayout
}

/** What all payouts, or those of one race, come to by currency and status. */
async function sumPayouts(db: Db, ofRace: SQL | undefined): Promise<PayoutSum[]> {
  const found = await db
    .select({
      currency: wagerRaces.currency,
      status: racePayouts.status,
      count: count(),
      amount: sum(racePayouts.amount),
    })
    .from(racePayouts)
    .innerJoin(wagerRaces, eq(wagerRaces.id, racePayouts.raceId))
    .where(ofRace)
    .groupBy(wagerRaces.currency, racePayouts.status)
    .orderBy(sql`${wagerRaces.currency} collate "C"`, sql`${racePayouts.status} collate "C"`)
  return found.map(({ amount, ...group }) => ({ ...group, amount: parseAmount(amount ?? '0', { decimals: 2 }) }))
}
