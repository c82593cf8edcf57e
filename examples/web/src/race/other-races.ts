import type { Race } from '@goated/example-contract'

const SHOWN_MAX = 5

/** The races beside the one that is shown: what is on, the first to end first, then what comes, the soonest first. */
export function otherRaces<Shown extends Pick<Race, 'id' | 'status' | 'startDate' | 'endDate'>>(
  races: readonly Shown[],
  shownId: number,
): Shown[] {
  const others = races.filter(({ id }) => id !== shownId)
  const live = others.filter(({ status }) => status === 'live').sort((a, b) => inOrder(a.endDate, b.endDate))
  const upcoming = others
    .filter(({ status }) => status === 'upcoming')
    .sort((a, b) => inOrder(a.startDate, b.startDate))
  return [...live, ...upcoming].slice(0, SHOWN_MAX)
}

const inOrder = (a: string, b: string): number => Date.parse(a) - Date.parse(b)
