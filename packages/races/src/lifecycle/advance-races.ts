import {
  type Clock,
  type DomainEvent,
  readable,
  type RecordedEvent,
  systemClock,
  type TransactionalDb,
} from '@goated/schema'
import { lockSource, readCheckedTime, recordEvents } from '@goated/schema/internal'
import { raceSeries, wagerRaces } from '@goated/schema/tables'
import { and, eq, lte, or } from 'drizzle-orm'
import { completeRace } from './complete-race.ts'
import { createNextRace } from './create-race.ts'
import { mayComplete } from './may-complete.ts'

// A worker that was away for long has many periods of a short series to catch up with; the rest waits for the next call.
const stepsMax = 1000

/**
 * Moves every race forward that is due: starts it, lets it settle, completes it, and creates the next of its series.
 * What is due is found by query and claimed by a guarded update, so it does not matter which worker asks, how often,
 * or how late. The database's clock rules: one that is ahead of it moves nothing early.
 *
 * A race whose grace period has ended without a settling reading is completed only once a run of its source that began
 * after that is on record, whatever its outcome. So take a reading between two calls: the race is then settled by it, or
 * completed without.
 *
 * @returns the events of all that happened, committed, in order
 * @throws CLOCK_OFF the clock is ahead of the database's by more than five seconds
 */
export async function advanceRaces(db: TransactionalDb, deps: { clock?: Clock } = {}): Promise<RecordedEvent[]> {
  const clock = deps.clock ?? systemClock
  const now = await readCheckedTime(db, clock)
  const events: RecordedEvent[] = []
  for (let step = 0; step < stepsMax; step++) {
    const [due] = await db
      .select({ id: wagerRaces.id, status: wagerRaces.status, source: wagerRaces.source })
      .from(wagerRaces)
      .where(
        or(
          and(eq(wagerRaces.status, 'upcoming'), lte(wagerRaces.startDate, now)),
          and(eq(wagerRaces.status, 'live'), lte(wagerRaces.endDate, now)),
          and(eq(wagerRaces.status, 'settling'), mayComplete(now)),
        ),
      )
      .orderBy(wagerRaces.endDate, wagerRaces.id)
      .limit(1)
    if (!due) break
    if (due.status === 'upcoming') events.push(...(await startRace(db, due.id, now)))
    else if (due.status === 'live') events.push(...(await endRace(db, due, now)))
    else events.push(...((await completeRace(db, { raceId: due.id }, { clock }))?.events ?? []))
  }
  return events
}

async function startRace(db: TransactionalDb, raceId: number, now: Date): Promise<RecordedEvent[]> {
  return db.transaction(async (tx) => {
    const [started] = await tx
      .update(wagerRaces)
      .set({ status: 'live', updatedAt: now })
      .where(and(eq(wagerRaces.id, raceId), eq(wagerRaces.status, 'upcoming')))
      .returning(readable(wagerRaces))
    return started ? recordEvents(tx, [{ name: 'race.started', payload: { raceId } }], now) : []
  })
}

async function endRace(
  db: TransactionalDb,
  { id: raceId, source }: { id: number; source: string },
  now: Date,
): Promise<RecordedEvent[]> {
  return db.transaction(async (tx) => {
    await lockSource(tx, source)
    const [ended] = await tx
      .update(wagerRaces)
      .set({ status: 'settling', updatedAt: now })
      .where(and(eq(wagerRaces.id, raceId), eq(wagerRaces.status, 'live')))
      .returning(readable(wagerRaces))
    if (!ended) return []
    const events: DomainEvent[] = [{ name: 'race.settling', payload: { raceId } }]
    if (ended.seriesId !== null) {
      const [series] = await tx.select(readable(raceSeries)).from(raceSeries).where(eq(raceSeries.id, ended.seriesId))
      if (series) events.push(...(await createNextRace(tx, ended, series, now)))
    }
    return recordEvents(tx, events, now)
  })
}
