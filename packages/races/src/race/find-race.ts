import { type Db, readable } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { wagerRaces } from '@goated/schema/tables'
import { eq } from 'drizzle-orm'
import { raceError } from '../errors.ts'
import { findRaceInput } from './inputs.ts'
import type { Race } from './race.ts'

/** @throws INPUT_INVALID, RACE_NOT_FOUND */
export async function findRace(db: Db, id: number): Promise<Race> {
  const { raceId } = parseInput(findRaceInput, { raceId: id })
  const [race] = await db.select(readable(wagerRaces)).from(wagerRaces).where(eq(wagerRaces.id, raceId))
  if (!race) throw raceError('RACE_NOT_FOUND', 'There is no such race.', { details: { raceId } })
  return race
}
