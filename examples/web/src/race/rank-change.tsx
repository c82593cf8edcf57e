type Props = { rank: number; previousRank: number | null }

/** Whether there was a reading before to compare with; without one, everybody would be new. */
export function haveMoved(rows: readonly { previousRank: number | null }[]): boolean {
  return rows.some(({ previousRank }) => previousRank !== null)
}

/** Where a player came from since the reading before. */
export function RankChange({ rank, previousRank }: Props) {
  if (previousRank === null) {
    return <span className="text-[0.6875rem] font-semibold text-gold">new</span>
  }
  const places = previousRank - rank
  if (places === 0) {
    return <span className="sr-only">unchanged</span>
  }
  const up = places > 0
  return (
    <span className={`inline-flex items-center gap-0.5 text-xs font-semibold numeric ${up ? 'text-up' : 'text-down'}`}>
      <svg viewBox="0 0 10 8" aria-hidden className={`h-2 w-2.5 ${up ? '' : 'rotate-180'}`} fill="currentColor">
        <path d="M5 0.5 9.5 7.5h-9z" />
      </svg>
      <span className="sr-only">{up ? 'up' : 'down'} </span>
      {Math.abs(places)}
    </span>
  )
}
