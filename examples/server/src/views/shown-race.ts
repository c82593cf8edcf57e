import type { Race } from '@goated/races'
import type { PlacePrize } from '@goated/races'
import type { RaceView } from '../boards/boards.ts'

/** What is shown of a race besides its row. */
interface Summary {
  race: Race
  prizes: readonly PlacePrize[]
}

/** A race as answers have it: the row, and what is known of it besides. */
export function shownRace<Known extends Summary>({ race, prizes, ...known }: Known, stale: boolean) {
  return { ...race, ...known, prizes: [...prizes], updatedAt: race.asOf, stale }
}

/** A race by its board. */
export function shownRaceOf({ board, prizes, nextRaceId }: RaceView, stale: boolean) {
  const { race, entrants, totalWagered } = board
  return shownRace({ race, prizes, nextRaceId, entrants, totalWagered }, stale)
}
