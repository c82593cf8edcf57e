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
import { desc, eq } from 'drizzle-orm'
import { raceError } from '../errors.ts'
import { correctPayoutInput, type CorrectPayoutInput } from './inputs.ts'

type Payout = typeof racePayouts.$inferSelect

/**
 * Corrects a payout that was marked paid or voided by mistake: an entry with the reason is added, and the payout is owed
 * again. Nothing is rewritten; both entries stay on record.
 *
 * @throws INPUT_INVALID
 * @throws PAYOUT_NOT_FOUND
 * @throws PAYOUT_ENTRY_NOT_LAST the payout is owed, or somebody has recorded something since: look again
 */
export async function correctPayout(
  db: TransactionalDb,
  input: CorrectPayoutInput,
  deps: { clock?: Clock } = {},
): Promise<{ payout: Payout; events: RecordedEvent[] }> {
  const { payoutId, corrects, reason, correctedBy } = parseInput(correctPayoutInput, input)
  const now = (deps.clock ?? systemClock).now()
  return db.transaction(async (tx) => {
    const [found] = await tx
      .select(readable(racePayouts))
      .from(racePayouts)
      .where(eq(racePayouts.id, payoutId))
      .for('update')
    if (!found) throw raceError('PAYOUT_NOT_FOUND', 'There is no such payout.', { details: { payoutId } })
    const [last] = await tx
      .select(readable(payoutEntries))
      .from(payoutEntries)
      .where(eq(payoutEntries.payoutId, payoutId))
      .orderBy(desc(payoutEntries.id))
      .limit(1)
    if (last?.id !== corrects || last.kind === 'corrected')
      throw raceError(
        'PAYOUT_ENTRY_NOT_LAST',
        'The entry is not the last one of the payout, or nothing is there to correct. Load the payout again.',
        { details: { payoutId, corrects, status: found.status } },
      )
    await tx.insert(payoutEntries).values({
      payoutId,
      kind: 'corrected',
      corrects,
      reference: reason,
      recordedBy: correctedBy,
      createdAt: now,
    })
    const [payout] = await tx
      .update(racePayouts)
      .set({ status: 'owed', reference: null, settledAt: null, settledBy: null })
      .where(eq(racePayouts.id, payoutId))
      .returning(readable(racePayouts))
    if (!payout) throw new Error('A locked payout is gone.')
    const { raceId, userId, amount } = payout
    const payload = { raceId, userId, payoutId, was: last.kind, amount: formatAmount(amount, MONEY_DECIMALS), reason }
    return { payout, events: await recordEvents(tx, [{ name: 'payout.corrected', payload }], now) }
  })
}
