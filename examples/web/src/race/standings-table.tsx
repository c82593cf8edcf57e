import type { Standing } from '@goated/example-contract'
import { memo, useRef } from 'react'
import { AmountText } from '../format/amount-text.tsx'
import { isZero } from '../format/amount.ts'
import { Flash } from '../motion/flash.tsx'
import { useRowMotion } from '../motion/use-row-motion.ts'
import { PlayerName } from '../player/player-name.tsx'
import { signed } from '../rulings/ruling-text.tsx'
import { haveMoved, RankChange } from './rank-change.tsx'
import { rankLook } from './rank-look.ts'

type Props = {
  standings: Standing[]
  currency: string
  caption: string
  /** The column's name: what a place would pay now, or what it paid. */
  prizeLabel: string
  /** The key of a row to point out. */
  highlight?: string | null
  rowTestId?: string
  /** For a second table with the same columns: the header is then for screen readers only. */
  hideHeader?: boolean
}

export function StandingsTable({
  standings,
  currency,
  caption,
  prizeLabel,
  highlight = null,
  rowTestId = 'standing',
  hideHeader = false,
}: Props) {
  const body = useRef<HTMLTableSectionElement>(null)
  useRowMotion(body, standings)
  const moved = haveMoved(standings)
  return (
    <table className="w-full table-fixed border-separate border-spacing-0 text-sm sm:text-base">
      <caption className="sr-only">{caption}</caption>
      <colgroup>
        <col className="w-14 sm:w-26" />
        <col />
        <col className="w-22 sm:w-44" />
        <col className="w-20 sm:w-34" />
      </colgroup>
      <thead className={hideHeader ? 'sr-only' : ''}>
        <tr className="text-left text-xs text-muted">
          <th scope="col" className="py-2.5 pl-4 font-medium sm:pl-6">
            Rank
          </th>
          <th scope="col" className="py-2.5 font-medium">
            Player
          </th>
          <th scope="col" className="py-2.5 text-right font-medium">
            Wagered
          </th>
          <th scope="col" className="py-2.5 pr-4 text-right font-medium sm:pr-6">
            {prizeLabel}
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        {standings.map((standing) => (
          <StandingRow
            key={standing.key}
            standing={standing}
            currency={currency}
            moved={moved}
            highlighted={standing.key === highlight}
            testId={rowTestId}
          />
        ))}
      </tbody>
    </table>
  )
}

type RowProps = { standing: Standing; currency: string; moved: boolean; highlighted: boolean; testId: string }

const StandingRow = memo(function StandingRow({ standing, currency, moved, highlighted, testId }: RowProps) {
  const { rank, previousRank, username, total, adjustment, prize, flags, stale } = standing
  return (
    <tr
      data-testid={testId}
      data-key={standing.key}
      data-username={username}
      data-rank={rank}
      data-total={total}
      className={`relative *:border-t *:border-line ${highlighted ? 'bg-raised shadow-[inset_3px_0_0_var(--gold-fill)]' : 'bg-surface'}`}
    >
      <td className="h-13 py-1.5 pl-4 sm:pl-6">
        <span className="flex flex-col items-start gap-x-2 sm:flex-row sm:items-center">
          <span className={`min-w-6 leading-tight font-bold numeric sm:min-w-8 sm:text-lg ${rankLook(rank)}`}>
            {rank}
          </span>
          {moved && <RankChange rank={rank} previousRank={previousRank} />}
        </span>
      </td>
      <th scope="row" className="min-w-0 py-1.5 pr-2 text-left font-medium">
        <span className="flex min-w-0 items-center gap-2">
          <PlayerName player={standing} />
          {highlighted && <span className="sr-only">, the player you searched for</span>}
          {flags.map((flag) => (
            <span key={flag} className="shrink-0 rounded border border-line px-1.5 text-xs font-normal text-muted">
              {flag.replaceAll(/[_-]/g, ' ')}
            </span>
          ))}
          {!isZero(adjustment) && (
            <span
              data-testid="adjusted"
              className="shrink-0 rounded border border-line px-1.5 text-xs font-normal text-muted"
            >
              {signed(adjustment, currency)}
              <span className="sr-only"> by staff</span>
            </span>
          )}
          {stale && <span className="shrink-0 text-xs font-normal text-muted">not updated</span>}
        </span>
      </th>
      <td className="py-1.5 text-right">
        <Flash value={total}>
          <AmountText amount={total} currency={currency} cents="ifWide" />
        </Flash>
      </td>
      <td data-testid="prize" className="py-1.5 pr-4 text-right font-semibold sm:pr-6">
        {isZero(prize) ? (
          <span className="font-normal text-muted/60">
            <span aria-hidden>–</span>
            <span className="sr-only">none</span>
          </span>
        ) : (
          <span className="text-gold">
            <AmountText amount={prize} currency={currency} cents="ifAny" />
          </span>
        )}
      </td>
    </tr>
  )
})
