import { type Db, loadProgressionInput, type LoadProgressionInput, parseInput } from '@goated/schema'
import { findEntrant } from '../entrants/open-race.ts'
import { findRace } from '../lifecycle/find-race.ts'
import { type ProgressionPoint, progressionPoints } from './progression.ts'

/**
 * How one entrant's total grew, up to the present; about 120 points at most.
 *
 * @throws INPUT_INVALID, RACE_NOT_FOUND, ENTRANT_NOT_FOUND
 */
export async function loadProgression(db: Db, input: LoadProgressionInput): Promise<ProgressionPoint[]> {
  const { raceId, userId } = parseInput(loadProgressionInput, input)
  const race = await findRace(db, raceId)
  const { wagerHistory, totalWager } = await findEntrant(db, raceId, userId)
  return progressionPoints(wagerHistory, race, totalWager)
}
