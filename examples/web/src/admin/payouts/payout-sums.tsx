import type { PayoutsPage } from '@goated/example-contract'
import { AmountText } from '../../format/amount-text.tsx'
import { formatCount } from '../../format/amount.ts'

const names = { owed: 'Owed', paid: 'Paid', voided: 'Voided' }

/** What all payouts of the list come to, whatever page is shown: a figure for each currency and state. */
export function PayoutSums({ sums }: { sums: PayoutsPage['sums'] }) {
  if (sums.length === 0) return null
  return (
    <dl className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {sums.map(({ currency, status, count, amount }) => (
        <div key={`${currency} ${status}`} className="card px-4 py-3.5">
          <dt className="eyebrow">
            {names[status]}, {currency}
          </dt>
          <dd className={`mt-1 text-2xl display ${status === 'owed' ? 'text-gold' : ''}`}>
            <AmountText amount={amount} currency={currency} />
          </dd>
          <dd className="text-sm text-muted numeric">
            {formatCount(count)} {count === 1 ? 'payout' : 'payouts'}
          </dd>
        </div>
      ))}
    </dl>
  )
}
