import type { PeriodStarts } from './periods.ts'

/** The four counters of a row, in units of 8 decimals. */
export type Wagered = { today: bigint; this_week: bigint; this_month: bigint; all_time: bigint }

/** All-time totals of every player at one instant; players beyond the end had not joined yet. */
export type Totals = BigInt64Array

/** The totals at the start of the current day, week and month. */
export type Marks = { day: Totals; week: Totals; month: Totals }

// Three instants are live at a time; the rest of the room serves a caller who looks back and forth over a boundary.
const remembered = 9

/** Remembers the totals at period starts, which many queries share. `totalsAt` must be a pure function. */
export function keepMarks(totalsAt: (instant: number) => Totals): (starts: PeriodStarts) => Marks {
  const kept = new Map<number, Totals>()
  const markAt = (instant: number): Totals => {
    const totals = kept.get(instant) ?? totalsAt(instant)
    // Re-inserting moves it to the end: the first key is always the one unused for longest.
    kept.delete(instant)
    kept.set(instant, totals)
    if (kept.size > remembered) kept.delete(kept.keys().next().value!)
    return totals
  }
  return (starts) => {
    // Oldest first, because a ledger is cheap forwards.
    if (starts.week < starts.month) {
      const week = markAt(starts.week)
      return { week, month: markAt(starts.month), day: markAt(starts.day) }
    }
    const month = markAt(starts.month)
    return { month, week: markAt(starts.week), day: markAt(starts.day) }
  }
}

/** A player's counters: each is what the all-time total grew by since the period began, so they can never disagree. */
export function countersOf(player: number, allTime: bigint, marks: Marks): Wagered {
  if (allTime === 0n) return { today: 0n, this_week: 0n, this_month: 0n, all_time: 0n }
  return {
    today: allTime - (marks.day[player] ?? 0n),
    this_week: allTime - (marks.week[player] ?? 0n),
    this_month: allTime - (marks.month[player] ?? 0n),
    all_time: allTime,
  }
}
