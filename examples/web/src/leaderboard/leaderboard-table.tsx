import type { LeaderboardEntry } from '@goated/example-contract'
import { memo, useRef } from 'react'
import { AmountText } from '../format/amount-text.tsx'
import { formatShare } from '../format/amount.ts'
import { GrowthText } from '../format/growth-text.tsx'
import { Flash } from '../motion/flash.tsx'
import { useRowMotion } from '../motion/use-row-motion.ts'
import { PlayerName } from '../player/player-name.tsx'
import { haveMoved, RankChange } from '../race/rank-change.tsx'

type Props = {
  entries: LeaderboardEntry[]
  currency: string | undefined
  caption: string
  /** All time has no period before to grow against. */
  withGrowth: boolean
}

export function LeaderboardTable({ entries, currency, caption, withGrowth }: Props) {
  const body = useRef<HTMLTableSectionElement>(null)
  useRowMotion(body, entries)
  const moved = haveMoved(entries)
  return (
    <table className="w-full table-fixed border-separate border-spacing-0 text-sm sm:text-base">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="text-left text-xs text-muted">
          <th scope="col" className="w-14 py-2.5 pl-4 font-medium sm:w-28 sm:pl-6">
            Rank
          </th>
          <th scope="col" className="py-2.5 font-medium">
            Player
          </th>
          <th
            scope="col"
            className={`w-24 py-2.5 text-right font-medium sm:w-48 ${withGrowth ? '' : 'max-sm:w-28 max-sm:pr-4'}`}
          >
            Wagered
          </th>
          <th
            scope="col"
            className={`w-28 py-2.5 text-right font-medium max-sm:hidden ${withGrowth ? '' : 'sm:w-36 sm:pr-6'}`}
          >
            Share
          </th>
          {withGrowth && (
            <th
              scope="col"
              className="w-18 py-2.5 pr-4 text-right font-medium sm:w-32 sm:pr-6"
              title="Against the same time of the period before"
            >
              Growth
            </th>
          )}
        </tr>
      </thead>
      <tbody ref={body}>
        {entries.map((entry) => (
          <EntryRow key={entry.key} entry={entry} currency={currency} moved={moved} withGrowth={withGrowth} />
        ))}
      </tbody>
    </table>
  )
}

type RowProps = { entry: LeaderboardEntry; currency: string | undefined; moved: boolean; withGrowth: boolean }

const EntryRow = memo(function EntryRow({ entry, currency, moved, withGrowth }: RowProps) {
  const { key, rank, previousRank, username, amount, share, growth } = entry
  return (
    <tr
      data-testid="leaderboard-entry"
      data-key={key}
      data-username={username}
      data-rank={rank}
      data-total={amount}
      className="relative bg-surface *:border-t *:border-line"
    >
      <td className="h-13 py-1.5 pl-4 sm:pl-6">
        <span className="flex flex-col items-start gap-x-2 sm:flex-row sm:items-center">
          <span
            className={`min-w-6 leading-tight font-bold numeric sm:min-w-8 sm:text-lg ${rank === 1 ? 'text-first' : ''}`}
          >
            {rank}
          </span>
          {moved && <RankChange rank={rank} previousRank={previousRank} />}
        </span>
      </td>
      <th scope="row" className="py-1.5 pr-2 text-left font-medium">
        <span className="flex min-w-0">
          <PlayerName player={entry} />
        </span>
      </th>
      <td className={`py-1.5 text-right ${withGrowth ? '' : 'max-sm:pr-4'}`}>
        <Flash value={amount}>
          <AmountText amount={amount} currency={currency} cents="ifWide" />
        </Flash>
      </td>
      <td className={`py-1.5 text-right text-muted numeric max-sm:hidden ${withGrowth ? '' : 'sm:pr-6'}`}>
        {formatShare(share)}
      </td>
      {withGrowth && (
        <td data-testid="growth" className="py-1.5 pr-4 text-right sm:pr-6">
          <GrowthText growth={growth} />
        </td>
      )}
    </tr>
  )
})
