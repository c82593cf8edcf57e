import type { Race, RaceUpdate, RaceSnapshot, Standing } from '@goated/example-contract'

/** How many places the socket keeps current. Everything below comes page by page over HTTP. */
export const LIVE_PLACES = 100

export type Board = {
  race: Race
  /** Places 1 to LIVE_PLACES, in order. */
  standings: Standing[]
  /** How many places there are in all. */
  total: number
}

export function boardFromSnapshot({ race, standings }: RaceSnapshot): Board {
  return { race, standings: inOrder(standings), total: Math.max(race.entrants, standings.length) }
}

export function applyUpdate(board: Board, { race, changed, removed }: RaceUpdate): Board {
  const byKey = new Map(board.standings.map((standing) => [standing.key, standing]))
  for (const key of removed) byKey.delete(key)
  for (const standing of changed) byKey.set(standing.key, standing)
  const moved = changed.length + removed.length > 0
  return {
    race,
    standings: moved ? inOrder([...byKey.values()]) : board.standings,
    total: Math.max(race.entrants, byKey.size),
  }
}

/**
 * Live places followed by the pages below them. Between a page and the live places somebody may have crossed the line:
 * the live row wins, and nobody is listed twice.
 */
export function mergePages(live: Standing[], pages: Standing[][]): Standing[] {
  const seen = new Set(live.map(({ key }) => key))
  const below: Standing[] = []
  for (const standing of pages.flat()) {
    if (seen.has(standing.key)) continue
    seen.add(standing.key)
    below.push(standing)
  }
  return [...live, ...inOrder(below)]
}

// By position, as the server has them: a rank may be shared. Between two pages two rows may claim a position; the key
// keeps their order from flickering.
function inOrder(standings: Standing[]): Standing[] {
  return standings.toSorted((left, right) => left.position - right.position || (left.key < right.key ? -1 : 1))
}
