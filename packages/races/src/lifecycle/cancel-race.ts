import {
  type Clock,
  type DomainEvent,
  readable,
  type RecordedEvent,
  systemClock,
  type TransactionalDb,
} from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { recordEvents } from '@goated/schema/internal'
import { raceSeries, wagerRaces } from '@goated/schema/tables'
import { eq } from 'drizzle-orm'
import { lockOpenRaceOfSource } from '../race/lock-race.ts'
import { createNextRace } from './create-race.ts'
import { cancelRaceInput, type CancelRaceInput } from './inputs.ts'

/**
 * Calls a race off: no prizes, no archive. The next race of its series takes place as planned.
 *
 * @throws INPUT_INVALID, RACE_NOT_FOUND
 * @throws RACE_NOT_OPEN it is completed or cancelled already
 */
export async function cancelRace(
  db: TransactionalDb,
  input: CancelRaceInput,
  deps: { clock?: Clock } = {},
): Promise<RecordedEvent[]> {
  const { raceId, reason } = parseInput(cancelRaceInput, input)
  const now = (deps.clock ?? systemClock).now()
  return db.transaction(async (tx) => {
    const race = await lockOpenRaceOfSource(tx, raceId)
    await tx
      .update(wagerRaces)
      .set({ status: 'cancelled', closingReason: reason, updatedAt: now })
      .where(eq(wagerRaces.id, raceId))
    const events: DomainEvent[] = [{ name: 'race.cancelled', payload: { raceId, seriesId: race.seriesId, reason } }]
    if (race.seriesId !== null) {
      const [series] = await tx.select(readable(raceSeries)).from(raceSeries).where(eq(raceSeries.id, race.seriesId))
      if (series) events.push(...(await createNextRace(tx, race, series, now)))
    }
    return recordEvents(tx, events, now)
  })
}
