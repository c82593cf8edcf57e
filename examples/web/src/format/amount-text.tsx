import { type Amount, amountParts } from './amount.ts'

type Props = { amount: Amount; currency?: string | undefined; cents?: 'always' | 'ifAny' | 'ifWide' }

/**
 * An amount with its cents set back, so that a column of large numbers reads by the digits that matter.
 * `ifWide` leaves them out on a phone, where a name needs the room more.
 */
export function AmountText({ amount, currency, cents = 'always' }: Props) {
  const { whole, fraction, unit } = amountParts(amount, currency, cents === 'ifWide' ? 'always' : cents)
  return (
    <span className="numeric whitespace-nowrap">
      {whole}
      {fraction !== '' && <span className={`opacity-75 ${cents === 'ifWide' ? 'max-sm:hidden' : ''}`}>{fraction}</span>}
      {unit !== '' && <span className="text-[0.8em] opacity-70">{unit}</span>}
    </span>
  )
}
