import type { Race, Standing } from '@goated/example-contract'
import { useRef } from 'react'
import { AmountText } from '../format/amount-text.tsx'
import { isZero } from '../format/amount.ts'
import { describeReading } from '../format/time.ts'
import { useNow } from '../live/clock.ts'
import { Flash } from '../motion/flash.tsx'
import { useRowMotion } from '../motion/use-row-motion.ts'
import type { Board } from '../race/board.ts'
import { haveMoved, RankChange } from '../race/rank-change.tsx'
import { rankLook } from '../race/rank-look.ts'
import { OverlayClock } from './overlay-clock.tsx'

type Props = { board: Board; rows: number; unreachable: boolean }

export function OverlayBoard({ board: { race, standings }, rows, unreachable }: Props) {
  const list = useRef<HTMLOListElement>(null)
  const shown = standings.slice(0, rows)
  useRowMotion(list, shown)
  const moved = haveMoved(standings)
  return (
    <div className="mx-auto flex w-full max-w-[46rem] flex-col gap-2">
      <header className="flex items-center justify-between gap-6 overlay-panel px-5 py-3">
        <div className="min-w-0">
          <p className="truncate text-xl display">{race.title}</p>
          <p className="text-base font-semibold text-gold">
            <AmountText amount={race.prizePool} currency={race.currency} cents="ifAny" /> prize pool
          </p>
        </div>
        <OverlayClock race={race} />
      </header>
      <ol ref={list} className="relative space-y-1.5">
        {shown.map((standing) => (
          <OverlayRow key={standing.key} standing={standing} currency={race.currency} moved={moved} />
        ))}
      </ol>
      <OldData race={race} unreachable={unreachable} />
    </div>
  )
}

type RowProps = { standing: Standing; currency: string; moved: boolean }

function OverlayRow({ standing, currency, moved }: RowProps) {
  const { key, rank, previousRank, username, total, prize } = standing
  return (
    <li
      data-testid="standing"
      data-key={key}
      data-username={username}
      data-rank={rank}
      data-total={total}
      className="relative flex items-center gap-3 overlay-panel px-4 py-2.5 @lg:gap-4 @lg:px-5"
    >
      <span className={`w-8 shrink-0 text-2xl @lg:w-10 @lg:text-3xl leading-none display numeric ${rankLook(rank)}`}>
        {rank}
      </span>
      <span className="hidden w-9 shrink-0 @lg:block">
        {moved && <RankChange rank={rank} previousRank={previousRank} />}
      </span>
      <span className="min-w-0 grow truncate text-lg font-semibold @lg:text-xl">{username}</span>
      <span className="shrink-0 text-right text-lg font-semibold @lg:text-xl">
        <Flash value={total}>
          <AmountText amount={total} currency={currency} cents="ifWide" />
        </Flash>
      </span>
      <span className="hidden w-24 shrink-0 text-right text-xl font-bold text-gold @lg:block">
        {!isZero(prize) && <AmountText amount={prize} currency={currency} cents="ifAny" />}
      </span>
    </li>
  )
}

/** Small, but there: viewers should not take old numbers for new ones. */
function OldData({ race: { stale, updatedAt }, unreachable }: { race: Race; unreachable: boolean }) {
  const now = useNow(10)
  if (!stale && !unreachable) return null
  return (
    <p data-testid="stale-banner" className="w-fit overlay-panel px-4 py-1.5 text-sm">
      {updatedAt === null ? 'No reading yet' : describeReading(updatedAt, now)}
    </p>
  )
}
