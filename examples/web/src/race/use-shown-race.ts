import type { Board } from './board.ts'
import { useBoard } from './use-board.ts'
import { useCurrentRace } from './use-current-race.ts'
import { useRaceEvents } from './use-race-events.ts'

export type ShownRace = {
  board: Board | undefined
  /** The server has said that there is no race to show. */
  none: boolean
  unreachable: boolean
}

/** The race of a frame without controls: a given one, or else the one that matters now. */
export function useShownRace(raceId: number | null): ShownRace {
  useRaceEvents()
  const given = useBoard(raceId)
  const { current, watched } = useCurrentRace({ enabled: raceId === null })
  if (raceId !== null) return { board: given.board, none: false, unreachable: given.unreachable }
  return {
    board: watched.board,
    none: current.data === null && !watched.board,
    unreachable: watched.unreachable || (current.isError && !watched.board),
  }
}
