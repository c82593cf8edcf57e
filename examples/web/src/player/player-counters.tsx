import type { PlayerStats } from '@goated/example-contract'
import { AmountText } from '../format/amount-text.tsx'
import { Flash } from '../motion/flash.tsx'
import { counterNames, counters } from './counters.ts'

export function PlayerCounters({ player }: { player: PlayerStats }) {
  return (
    <dl className="mt-8 grid gap-x-4 gap-y-5 min-[22.5rem]:grid-cols-2 sm:flex sm:flex-wrap sm:gap-x-12">
      {counters.map((counter) => {
        const amount = player.wagered[counter]
        return (
          <div key={counter} data-testid="counter" data-counter={counter} data-amount={amount ?? ''}>
            <dt className="eyebrow">{counterNames[counter]}</dt>
            <dd className="mt-1 text-lg leading-tight font-semibold sm:text-2xl">
              {amount === null ? (
                <span className="text-base font-normal text-muted">not reported</span>
              ) : (
                <Flash value={amount}>
                  <AmountText amount={amount} currency={player.currency} />
                </Flash>
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
