import type { Race } from '@goated/example-contract'
import { AmountText } from '../format/amount-text.tsx'
import { basisPoints, formatBasisPoints } from '../format/amount.ts'
import { groupPrizes } from './prize-groups.ts'

export function PrizeSplit({ race }: { race: Race }) {
  const groups = groupPrizes(race.prizes)
  const largest = groups[0]?.amount ?? '0'
  return (
    <section aria-labelledby="prizes-title" className="card p-5 sm:p-6">
      <h2 id="prizes-title" className="text-xl display">
        How prizes are split
      </h2>
      {groups.length === 0 ? (
        <p className="mt-2 text-sm text-muted">The split has not been announced.</p>
      ) : (
        <ol data-testid="prize-split" className="mt-4 space-y-3">
          {groups.map(({ from, to, amount }) => (
            <li key={from}>
              <div className="flex items-baseline gap-3">
                <span className="w-16 shrink-0 text-sm text-muted numeric">
                  <span className="sr-only">Place </span>
                  {from === to ? from : `${from} to ${to}`}
                </span>
                <span className="font-semibold">
                  <AmountText amount={amount} currency={race.currency} cents="ifAny" />
                  {from !== to && <span className="text-sm font-normal text-muted"> each</span>}
                </span>
                <span className="ml-auto text-sm text-muted numeric">
                  {formatBasisPoints(basisPoints(amount, race.prizePool))}
                </span>
              </div>
              <div aria-hidden className="mt-1.5 h-1 rounded-full bg-line">
                <div
                  className="h-full min-w-1 rounded-full bg-gold-fill"
                  style={{ width: `${basisPoints(amount, largest) / 100}%` }}
                />
              </div>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
