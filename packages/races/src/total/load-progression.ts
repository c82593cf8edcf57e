import { type Db } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { findEntrant } from '../race/find-entrant.ts'
import { findRace } from '../race/find-race.ts'
import { loadProgressionInput, type LoadProgressionInput } from './inputs.ts'
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
