import type { Payout, PayoutsPage } from '@goated/example-contract'
import type { PayoutRecord, PayoutSum } from '@goated/races'
import { formatAmount, MONEY_DECIMALS } from '@goated/schema'

/** What one entrant receives, as admins see it. */
export function payoutJson(payout: PayoutRecord): Payout {
  return {
    id: payout.id,
    raceId: payout.raceId,
    raceTitle: payout.raceTitle,
    userId: payout.userId,
    username: payout.username,
    place: payout.place,
    amount: formatAmount(payout.amount, MONEY_DECIMALS),
    currency: payout.currency,
    status: payout.status,
    createdAt: payout.createdAt.toISOString(),
    settledAt: payout.settledAt?.toISOString() ?? null,
    settledBy: payout.settledBy?.username ?? null,
    reference: payout.reference,
    entries: payout.entries.map(({ id, kind, reference, recordedBy, createdAt }) => ({
      id,
      kind,
      reference,
      recordedBy: recordedBy?.username ?? null,
      createdAt: createdAt.toISOString(),
    })),
  }
}

/** What payouts of one currency and status come to. */
export function payoutSumJson({ amount, ...sum }: PayoutSum): PayoutsPage['sums'][number] {
  return { ...sum, amount: formatAmount(amount, MONEY_DECIMALS) }
}
