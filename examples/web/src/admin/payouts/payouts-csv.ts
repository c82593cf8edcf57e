import type { Payout } from '@goated/example-contract'
import { toCsv } from '../ui/csv.ts'

const header = [
  'payout',
  'race',
  'race title',
  'place',
  'user',
  'username',
  'amount',
  'currency',
  'status',
  'owed since',
  'settled at',
  'settled by',
  'reference',
  'corrections',
]

/** Payouts for a spreadsheet. Times in UTC, amounts with a point. */
export function payoutsCsv(payouts: readonly Payout[]): string {
  return toCsv(
    header,
    payouts.map((payout) => [
      String(payout.id),
      String(payout.raceId),
      payout.raceTitle,
      String(payout.place),
      String(payout.userId),
      payout.username,
      payout.amount,
      payout.currency,
      payout.status,
      payout.createdAt,
      payout.settledAt ?? '',
      payout.settledBy ?? '',
      payout.reference ?? '',
      payout.entries
        .filter(({ kind }) => kind === 'corrected')
        .map(({ createdAt, reference }) => `${createdAt} ${reference ?? ''}`)
        .join('; '),
    ]),
  )
}
