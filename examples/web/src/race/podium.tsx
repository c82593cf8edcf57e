import type { Race, Standing } from '@goated/example-contract'
import { AmountText } from '../format/amount-text.tsx'
import { isZero } from '../format/amount.ts'
import { Flash } from '../motion/flash.tsx'
import { PlayerName } from '../player/player-name.tsx'
import { rankLook } from './rank-look.ts'

// First in the middle on screen; in the document, and so for a screen reader, in order of rank.
const orders = ['order-2', 'order-1', 'order-3'] as const
// By rank: whoever shares a rank stands as high.
const plinths = [
  { plinth: 'pt-5 pb-9 sm:pb-11 border-gold/35 podium-first', size: 'text-6xl sm:text-7xl' },
  { plinth: 'pt-4 pb-6 sm:pb-7 border-line', size: 'text-5xl sm:text-6xl' },
  { plinth: 'pt-4 pb-4 border-line', size: 'text-5xl sm:text-6xl' },
] as const

export function Podium({ race, standings }: { race: Race; standings: Standing[] }) {
  return (
    <section aria-label={race.status === 'completed' ? 'Winners' : 'Top three'}>
      <ol data-testid="podium" className="grid grid-cols-3 items-end gap-2 sm:gap-4">
        {standings.map((standing, index) => {
          const look = plinths[standing.rank - 1] ?? plinths[2]
          return (
            <li
              key={index}
              data-username={standing.username}
              className={`${orders[index] ?? ''} ${look.plinth} flex min-w-0 flex-col items-center overflow-hidden rounded-2xl border bg-surface px-2 text-center shadow-[var(--sheen)] sm:px-4`}
            >
              <span className={`${look.size} ${rankLook(standing.rank)} leading-none display numeric`}>
                <span className="sr-only">Rank </span>
                {standing.rank}
              </span>
              <PlayerName player={standing} className="mt-3 max-w-full font-semibold sm:text-lg" />
              <span className="mt-0.5 max-w-full truncate text-xs sm:text-base">
                <Flash value={standing.total}>
                  <AmountText amount={standing.total} currency={race.currency} />
                </Flash>
              </span>
              {!isZero(standing.prize) && (
                <span className="mt-3 text-base font-bold text-gold sm:text-2xl">
                  <span className="sr-only">Prize </span>
                  <AmountText amount={standing.prize} currency={race.currency} cents="ifAny" />
                </span>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
