import type { Db, DomainEvent } from '@goated/schema'
import { wagerRaces } from '@goated/schema/tables'
import { eq } from 'drizzle-orm'
import type { Race } from '../race/race.ts'
import { rankEntrants } from './rank-entrants.ts'
import { settlingReading } from './settling-reading.ts'

/** Which changes of rank are worth an event each. */
export interface RankChangeOptions {
  /** Entering or leaving the best so many. Whoever shares a place counts with it. Default 10. Entering or leaving the paid places always counts. */
  top?: number
  /** Moving at least so many places, to or from one of the best hundred. Default 10. */
  places?: number
}

export interface StandingsChange {
  /** User ids of new entrants. */
  joined: readonly number[]
  /** Source time of the newest reading in the totals. */
  asOf: Date | null
  now: Date
}

/** Ranks a race anew, settles it if it can be, gives its standings the next version and returns the events. */
export async function publishStandings(
  tx: Db,
  race: Race,
  change: StandingsChange,
  options: RankChangeOptions = {},
): Promise<DomainEvent[]> {
  const paid = Math.max(0, ...race.prizeDistribution.map(({ from, to }) => to ?? from))
  const ranks = await rankEntrants(tx, race, { top: options.top ?? 10, places: options.places ?? 10, paid })
  const version = race.version + 1
  const asOf = latest(race.asOf, change.asOf)
  const settledBy = await settlingReading(tx, race, asOf)
  await tx.update(wagerRaces).set({ version, asOf, settledBy, updatedAt: change.now }).where(eq(wagerRaces.id, race.id))
  const raceId = race.id
  const updated = { raceId, version, asOf: asOf?.toISOString() ?? null, moved: ranks.moved }
  const events: DomainEvent[] = [{ name: 'standings.updated', payload: updated }]
  if (change.joined.length > 0)
    events.push({ name: 'entrant.joined', payload: { raceId, userIds: [...change.joined] } })
  for (const { userId, rank, previousRank } of ranks.significant)
    events.push({ name: 'rank.changed', payload: { raceId, userId, rank, previousRank, version } })
  return events
}

function latest(a: Date | null, b: Date | null): Date | null {
  return a && b ? (a > b ? a : b) : (a ?? b)
}
