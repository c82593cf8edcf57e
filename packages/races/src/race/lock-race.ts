import { type Db, readable } from '@goated/schema'
import { lockSource } from '@goated/schema/internal'
import { wagerRaces } from '@goated/schema/tables'
import type { RaceStatus } from '@goated/schema/vocabulary'
import { eq } from 'drizzle-orm'
import { raceError } from '../errors.ts'
import type { Race } from './race.ts'

/** What to do instead about a race that cannot change any more. */
const advice: Partial<Record<RaceStatus, string>> = {
  completed:
    ' Its result and its archive are not rewritten. To pay differently, void the payouts that are wrong, with the reason, and pay what is right.',
}

/**
 * Locks a race that can still change.
 *
 * @throws RACE_NOT_FOUND
 * @throws RACE_NOT_OPEN it is over: `details.status` says how
 */
export async function lockOpenRace(
  tx: Db,
  raceId: number,
  statuses: readonly RaceStatus[] = ['upcoming', 'live', 'settling'],
): Promise<Race> {
  const [race] = await tx.select(readable(wagerRaces)).from(wagerRaces).where(eq(wagerRaces.id, raceId)).for('update')
  if (!race) throw raceError('RACE_NOT_FOUND', 'There is no such race.', { details: { raceId } })
  if (!statuses.includes(race.status))
    throw raceError('RACE_NOT_OPEN', `The race is ${race.status}.${advice[race.status] ?? ''}`, {
      details: { raceId, status: race.status },
    })
  return race
}

/**
 * As `lockOpenRace`, for what touches other races of the source too: the source is locked first.
 *
 * @throws as `lockOpenRace` does
 */
export async function lockOpenRaceOfSource(tx: Db, raceId: number, statuses?: readonly RaceStatus[]): Promise<Race> {
  const [race] = await tx.select({ source: wagerRaces.source }).from(wagerRaces).where(eq(wagerRaces.id, raceId))
  if (race) await lockSource(tx, race.source)
  return lockOpenRace(tx, raceId, statuses)
}
