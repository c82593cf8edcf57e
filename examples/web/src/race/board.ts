import type { Race, RaceUpdate, RaceSnapshot, Standing } from '../api/contract.ts'

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
  const byName = new Map(board.standings.map((standing) => [standing.username, standing]))
  for (const username of removed) byName.delete(username)
  for (const standing of changed) byName.set(standing.username, standing)
  const moved = changed.length + removed.length > 0
  return {
    race,
    standings: moved ? inOrder([...byName.values()]) : board.standings,
    total: Math.max(race.entrants, byName.size),
  }
}

/**
 * Live places followed by the pages below them. Between a page and the live places somebody may have crossed the line:
 * the live row wins, and nobody is listed twice.
 */
export function mergePages(live: Standing[], pages: Standing[][]): Standing[] {
  const seen = new Set(live.map(({ username }) => username))
  const below: Standing[] = []
  for (const standing of pages.flat()) {
    if (seen.has(standing.username)) continue
    seen.add(standing.username)
    below.push(standing)
  }
  return [...live, ...inOrder(below)]
}

// Ties share a rank; the name keeps their order from flickering between two messages.
function inOrder(standings: Standing[]): Standing[] {
  return standings.toSorted((left, right) => left.rank - right.rank || (left.username < right.username ? -1 : 1))
}
