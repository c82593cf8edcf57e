import { type Clock, type RecordedEvent, systemClock, type TransactionalDb } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { recordEvents } from '@goated/schema/internal'
import { wagerRaceParticipants } from '@goated/schema/tables'
import { eq } from 'drizzle-orm'
import { findEntrant } from '../race/find-entrant.ts'
import { lockOpenRace } from '../race/lock-race.ts'
import { publishStandings } from '../standings/publish-standings.ts'
import { disqualifyInput, type DisqualifyInput, reinstateInput, type ReinstateInput } from './inputs.ts'

/**
 * Takes an entrant out of the standings of a race that is not over; everyone behind moves up.
 *
 * @throws INPUT_INVALID, RACE_NOT_FOUND, RACE_NOT_OPEN, ENTRANT_NOT_FOUND
 */
export async function disqualifyEntrant(
  db: TransactionalDb,
  input: DisqualifyInput,
  deps: { clock?: Clock } = {},
): Promise<RecordedEvent[]> {
  const { raceId, userId, reason } = parseInput(disqualifyInput, input)
  const now = (deps.clock ?? systemClock).now()
  return setDisqualified(db, { raceId, userId, now, at: now, reason, name: 'entrant.disqualified' })
}

/**
 * Puts a disqualified entrant back into the standings of a race that is not over.
 *
 * @throws INPUT_INVALID, RACE_NOT_FOUND, RACE_NOT_OPEN, ENTRANT_NOT_FOUND
 */
export async function reinstateEntrant(
  db: TransactionalDb,
  input: ReinstateInput,
  deps: { clock?: Clock } = {},
): Promise<RecordedEvent[]> {
  const { raceId, userId } = parseInput(reinstateInput, input)
  const now = (deps.clock ?? systemClock).now()
  return setDisqualified(db, { raceId, userId, now, at: null, reason: null, name: 'entrant.reinstated' })
}

interface Disqualification {
  raceId: number
  userId: number
  now: Date
  at: Date | null
  reason: string | null
  name: string
}

async function setDisqualified(db: TransactionalDb, change: Disqualification): Promise<RecordedEvent[]> {
  const { raceId, userId, now, at, reason, name } = change
  return db.transaction(async (tx) => {
    const race = await lockOpenRace(tx, raceId)
    const entrant = await findEntrant(tx, raceId, userId)
    if ((entrant.disqualifiedAt === null) === (at === null)) return []
    await tx
      .update(wagerRaceParticipants)
      .set({ disqualifiedAt: at, disqualifiedReason: reason, updatedAt: now })
      .where(eq(wagerRaceParticipants.id, entrant.id))
    const changed = await publishStandings(tx, race, { joined: [], asOf: race.asOf, now })
    return recordEvents(tx, [{ name, payload: { raceId, userId } }, ...changed], now)
  })
}
