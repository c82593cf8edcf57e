import type { AdminRace } from '@goated/example-contract'
import { AmountText } from '../../format/amount-text.tsx'
import { formatAmount } from '../../format/amount.ts'
import { groupPrizes } from '../../race/prize-groups.ts'
import { Section } from '../ui/section.tsx'

const SHOWN_PLACES = 100

/** What each place pays when all are taken. */
export function RacePrizes({ race }: { race: AdminRace }) {
  const { prizes, prizePool, currency } = race
  return (
    <Section title="Prizes" description={`A pool of ${formatAmount(prizePool, currency, 'ifAny')}`}>
      {prizes.length === 0 ? (
        <p className="text-sm text-muted">The split pays nothing.</p>
      ) : (
        <ol className="space-y-2 text-sm">
          {groupPrizes(prizes).map(({ from, to, amount }) => (
            <li key={from} className="flex items-baseline justify-between gap-4">
              <span className="text-muted numeric">{from === to ? `Place ${from}` : `Places ${from} to ${to}`}</span>
              <span className="font-semibold">
                <AmountText amount={amount} currency={currency} />
                {from !== to && <span className="font-normal text-muted"> each</span>}
              </span>
            </li>
          ))}
        </ol>
      )}
      {prizes.length === SHOWN_PLACES && (
        <p className="mt-3 text-xs text-muted">There may be more places; the first {SHOWN_PLACES} are listed.</p>
      )}
    </Section>
  )
}
