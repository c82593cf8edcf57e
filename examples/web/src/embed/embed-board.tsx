import type { Standing } from '@goated/example-contract'
import { useRef } from 'react'
import { AmountText } from '../format/amount-text.tsx'
import { formatCount, isZero } from '../format/amount.ts'
import { BrandMark } from '../layout/brand.tsx'
import { StaleBanner } from '../layout/stale-banner.tsx'
import { Flash } from '../motion/flash.tsx'
import { useRowMotion } from '../motion/use-row-motion.ts'
import { OverlayClock } from '../overlay/overlay-clock.tsx'
import type { Board } from '../race/board.ts'
import { rankLook } from '../race/rank-look.ts'
import { StatusPill } from '../race/status-pill.tsx'
import { raceAddress } from '../routing/addresses.ts'
import { useSite } from '../site/use-site.ts'

type Props = { board: Board; rows: number; unreachable: boolean }

export function EmbedBoard({ board: { race, standings, total }, rows, unreachable }: Props) {
  const minAge = useSite()?.footer.minAge ?? null
  const list = useRef<HTMLOListElement>(null)
  const shown = standings.slice(0, rows)
  useRowMotion(list, shown)
  return (
    <div className="overflow-hidden rounded-2xl border border-line bg-surface">
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3 p-4">
        <div className="min-w-0">
          <StatusPill status={race.status} />
          <h1 className="mt-2 text-xl leading-tight display text-balance">{race.title}</h1>
          <p className="text-sm font-semibold text-gold">
            <AmountText amount={race.prizePool} currency={race.currency} cents="ifAny" /> prize pool
          </p>
        </div>
        <OverlayClock race={race} />
      </header>
      <div className="px-4 empty:hidden not-empty:pb-3">
        <StaleBanner stale={race.stale} unreachable={unreachable} updatedAt={race.updatedAt} />
      </div>
      {shown.length === 0 ? (
        <p className="border-t border-line px-4 py-6 text-center text-sm text-muted">Nobody is on the board yet.</p>
      ) : (
        <ol ref={list} className="relative">
          {shown.map((standing) => (
            <EmbedRow key={standing.key} standing={standing} currency={race.currency} />
          ))}
        </ol>
      )}
      <footer className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line px-4 py-3 text-sm">
        <span className="flex items-center gap-2 text-muted">
          <BrandMark />
          {formatCount(Math.max(total, standings.length))} players{minAge === null ? '' : `, ${minAge}+ only`}
        </span>
        <a
          href={raceAddress(race.id)}
          target="_blank"
          rel="noopener"
          className="font-semibold underline decoration-muted/60 underline-offset-4"
        >
          Full board<span className="sr-only"> (opens in a new window)</span>
        </a>
      </footer>
    </div>
  )
}

function EmbedRow({ standing, currency }: { standing: Standing; currency: string }) {
  const { key, rank, username, total, prize } = standing
  return (
    <li
      data-testid="standing"
      data-key={key}
      data-username={username}
      data-rank={rank}
      data-total={total}
      className="relative flex items-center gap-3 border-t border-line bg-surface px-4 py-2 text-sm"
    >
      <span className={`w-7 shrink-0 text-base font-bold numeric ${rankLook(rank)}`}>
        <span className="sr-only">Rank </span>
        {rank}
      </span>
      <span className="min-w-0 grow truncate font-medium" title={username}>
        {username}
      </span>
      <span className="shrink-0">
        <Flash value={total}>
          <AmountText amount={total} currency={currency} />
        </Flash>
      </span>
      <span className="hidden w-20 shrink-0 text-right font-semibold text-gold @sm:block">
        {!isZero(prize) && (
          <>
            <span className="sr-only">Prize </span>
            <AmountText amount={prize} currency={currency} cents="ifAny" />
          </>
        )}
      </span>
    </li>
  )
}
