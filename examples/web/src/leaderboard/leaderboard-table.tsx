import { memo, useRef } from 'react'
import type { LeaderboardEntry } from '../api/contract.ts'
import { AmountText } from '../format/amount-text.tsx'
import { formatShare } from '../format/amount.ts'
import { Flash } from '../motion/flash.tsx'
import { useRowMotion } from '../motion/use-row-motion.ts'
import { RankChange } from '../race/rank-change.tsx'

type Props = { entries: LeaderboardEntry[]; currency: string | undefined; caption: string }

export function LeaderboardTable({ entries, currency, caption }: Props) {
  const body = useRef<HTMLTableSectionElement>(null)
  useRowMotion(body, entries)
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
          <th scope="col" className="w-26 py-2.5 text-right font-medium sm:w-52">
            Wagered
          </th>
          <th scope="col" className="w-20 py-2.5 pr-4 text-right font-medium sm:w-36 sm:pr-6">
            Share
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        {entries.map((entry) => (
          <EntryRow key={entry.username} entry={entry} currency={currency} />
        ))}
      </tbody>
    </table>
  )
}

type RowProps = { entry: LeaderboardEntry; currency: string | undefined }

const EntryRow = memo(function EntryRow({ entry, currency }: RowProps) {
  const { rank, previousRank, username, amount, share } = entry
  return (
    <tr
      data-testid="leaderboard-entry"
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
          <RankChange rank={rank} previousRank={previousRank} />
        </span>
      </td>
      <th scope="row" className="truncate py-1.5 pr-2 text-left font-medium" title={username}>
        {username}
      </th>
      <td className="py-1.5 text-right">
        <Flash value={amount}>
          <AmountText amount={amount} currency={currency} cents="ifWide" />
        </Flash>
      </td>
      <td className="py-1.5 pr-4 text-right text-muted numeric sm:pr-6">{formatShare(share)}</td>
    </tr>
  )
})
