import type { Entrant } from '@goated/example-contract'
import { AmountText } from '../../format/amount-text.tsx'
import { parseAmount } from '../../format/amount.ts'

type Props = { entrant: Pick<Entrant, 'low' | 'high'>; currency: string }

/** The limits that the true total lies in. */
export function Bracket({ entrant: { low, high }, currency }: Props) {
  if (parseAmount(low) === parseAmount(high)) return <span className="text-muted">Exact</span>
  return (
    <span>
      <AmountText amount={low} currency={currency} /> to <AmountText amount={high} currency={currency} />
    </span>
  )
}
