import { type Db, readable } from '@goated/schema'
import { wagerRaceParticipants } from '@goated/schema/tables'
import { and, eq } from 'drizzle-orm'
import { raceError } from '../errors.ts'
import type { Entrant } from './race.ts'

/** @throws ENTRANT_NOT_FOUND the user does not take part in the race */
export async function findEntrant(tx: Db, raceId: number, userId: number): Promise<Entrant> {
  const [entrant] = await tx
    .select(readable(wagerRaceParticipants))
    .from(wagerRaceParticipants)
    .where(and(eq(wagerRaceParticipants.raceId, raceId), eq(wagerRaceParticipants.userId, userId)))
  if (!entrant)
    throw raceError('ENTRANT_NOT_FOUND', 'The user does not take part in this race.', {
      details: { raceId, userId },
    })
  return entrant
}
