import type { Race } from '@goated/example-contract'
import { useEffect, useRef } from 'react'
import { formatCount } from '../format/amount.ts'
import { formatMoment } from '../format/time.ts'
import { EmptyState } from '../layout/empty-state.tsx'
import { SecondaryButton } from '../layout/secondary-button.tsx'
import { prefersReducedMotion } from '../motion/reduced-motion.ts'
import type { Board } from './board.ts'
import { StandingsTable } from './standings-table.tsx'
import { useLowerPlaces } from './use-lower-places.ts'

type Props = {
  board: Board
  /** How many places to show. */
  visible: number
  onMore: () => void
  prizeLabel: string
  highlight: string | null
  /** The key of a row to bring into view as soon as it is there. */
  scrollTo: string | null
  onScrolled: () => void
}

export function AllStandings({ board, visible, onMore, prizeLabel, highlight, scrollTo, onScrolled }: Props) {
  const { race } = board
  const { standings, total, hasMore, loading } = useLowerPlaces(board, visible)
  const table = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (scrollTo === null) return
    const row = table.current?.querySelector(`[data-key="${CSS.escape(scrollTo)}"]`)
    if (!row) return
    row.scrollIntoView({ block: 'center', behavior: prefersReducedMotion() ? 'auto' : 'smooth' })
    onScrolled()
  }, [scrollTo, onScrolled, standings])

  if (standings.length === 0) return <NoStandings race={race} />
  return (
    <div ref={table}>
      <StandingsTable
        standings={standings}
        currency={race.currency}
        caption={`${race.title}: ${race.status === 'completed' ? 'final standings' : 'standings now'}`}
        prizeLabel={prizeLabel}
        highlight={highlight}
      />
      <div className="flex items-center justify-between gap-4 border-t border-line px-4 py-4 text-sm text-muted sm:px-6">
        <p className="numeric">
          {formatCount(standings.length)} of {formatCount(total)} players
        </p>
        {hasMore && (
          <SecondaryButton onClick={onMore} loading={loading}>
            Show more
          </SecondaryButton>
        )}
      </div>
    </div>
  )
}

function NoStandings({ race }: { race: Race }) {
  switch (race.status) {
    case 'upcoming':
      return (
        <EmptyState title="Nobody has wagered yet">
          The race starts on {formatMoment(race.startDate)}. Only what is wagered after that counts.
        </EmptyState>
      )
    case 'live':
      return (
        <EmptyState title="The board is still empty">
          The race is on. Players appear here with the first reading that counts a wager of theirs.
        </EmptyState>
      )
    default:
      return <EmptyState title="Nobody took part">No wager was counted inside this race.</EmptyState>
  }
}
