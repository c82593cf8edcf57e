import { type Db, formatAmount, MONEY_DECIMALS } from '@goated/schema'
import { affiliateAccounts, racePayouts } from '@goated/schema/tables'
import { asc, eq } from 'drizzle-orm'
import type { PrizeAllocation } from '../prizes/allocation.ts'
import type { Report } from './difference.ts'

/**
 * Compares the payouts of a race with recomputed prizes; whether they are paid by now does not matter here.
 *
 * @param prizes by user
 * @returns how many payouts there are
 */
export async function comparePayouts(
  db: Db,
  raceId: number,
  prizes: ReadonlyMap<number, PrizeAllocation>,
  report: Report,
): Promise<number> {
  const payouts = await db
    .select({
      userId: racePayouts.userId,
      uid: affiliateAccounts.uid,
      place: racePayouts.place,
      amount: racePayouts.amount,
    })
    .from(racePayouts)
    .leftJoin(affiliateAccounts, eq(affiliateAccounts.userId, racePayouts.userId))
    .where(eq(racePayouts.raceId, raceId))
    .orderBy(asc(racePayouts.id))
  const owing = new Map(prizes)
  for (const payout of payouts) {
    const prize = owing.get(payout.userId)
    owing.delete(payout.userId)
    const uid = prize?.standing.uid ?? payout.uid ?? `user ${payout.userId}`
    const found = cents(payout.amount)
    const expected = prize ? cents(prize.amount) : null
    if (expected !== found) report({ kind: 'payout', uid, field: 'amount', expected, found })
    if (prize && prize.place !== payout.place)
      report({ kind: 'payout', uid, field: 'place', expected: String(prize.place), found: String(payout.place) })
  }
  for (const { standing, amount } of owing.values())
    report({ kind: 'payout', uid: standing.uid, field: 'amount', expected: cents(amount), found: null })
  return payouts.length
}

function cents(amount: bigint): string {
  return formatAmount(amount, MONEY_DECIMALS)
}
