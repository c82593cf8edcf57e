import {
  type Clock,
  formatAmount,
  MONEY_DECIMALS,
  readable,
  type RecordedEvent,
  systemClock,
  type TransactionalDb,
} from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { recordEvents } from '@goated/schema/internal'
import { payoutEntries, racePayouts } from '@goated/schema/tables'
import { and, eq } from 'drizzle-orm'
import { raceError } from '../errors.ts'
import { payoutInput, type PayoutInput } from './inputs.ts'

type Payout = typeof racePayouts.$inferSelect

/**
 * Records that a prize was paid, or that it will not be. Paying is an act of its own, done once; a record that is wrong
 * is corrected by an entry of its own (`correctPayout`).
 *
 * @throws INPUT_INVALID
 * @throws PAYOUT_NOT_OWED there is no such payout, or it is settled
 */
export async function settlePayout(
  db: TransactionalDb,
  input: PayoutInput,
  deps: { clock?: Clock } = {},
): Promise<{ payout: Payout; events: RecordedEvent[] }> {
  const { payoutId, status, reference = null, settledBy } = parseInput(payoutInput, input)
  const now = (deps.clock ?? systemClock).now()
  return db.transaction(async (tx) => {
    const [payout] = await tx
      .update(racePayouts)
      .set({ status, reference, settledAt: now, settledBy })
      .where(and(eq(racePayouts.id, payoutId), eq(racePayouts.status, 'owed')))
      .returning(readable(racePayouts))
    if (!payout)
      throw raceError('PAYOUT_NOT_OWED', 'There is no such payout that is still owed.', { details: { payoutId } })
    await tx.insert(payoutEntries).values({ payoutId, kind: status, reference, recordedBy: settledBy, createdAt: now })
    const { raceId, userId, amount } = payout
    const payload = { raceId, userId, payoutId, status, amount: formatAmount(amount, MONEY_DECIMALS) }
    return { payout, events: await recordEvents(tx, [{ name: 'payout.settled', payload }], now) }
  })
}
