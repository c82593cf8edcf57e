import { type Db, readable } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { historicalRaces, racePayouts, wagerRaceParticipants, wagerRaces } from '@goated/schema/tables'
import type { RaceStatus } from '@goated/schema/vocabulary'
import { and, count, desc, eq, ne } from 'drizzle-orm'
import { loadRulingsOfPlayer, type Ruling } from '../entrants/list-rulings.ts'
import { listPlayerRacesInput, type ListPlayerRacesInput } from './inputs.ts'

/** A race as a player's history has it. */
export interface PlayerRace {
  raceId: number
  title: string
  status: RaceStatus
  startDate: Date
  endDate: Date
  currency: string
  /** Null: disqualified. */
  rank: number | null
  /** Units of 1e-8. */
  total: bigint
  /** Cents: what the player received or is owed; null when that is nothing. */
  prize: bigint | null
  /** Null while the race is not archived. */
  archiveId: number | null
  /** What staff did to the player's total in this race. */
  rulings: Ruling[]
}

/**
 * Races that a player took part in, the latest start first.
 *
 * @throws INPUT_INVALID
 */
export async function listPlayerRaces(
  db: Db,
  input: ListPlayerRacesInput,
): Promise<{ items: PlayerRace[]; total: number }> {
  const { userId, limit, offset } = parseInput(listPlayerRacesInput, input)
  const [counted] = await db
    .select({ total: count() })
    .from(wagerRaceParticipants)
    .where(eq(wagerRaceParticipants.userId, userId))
  const races = await db
    .select(
      readable({
        raceId: wagerRaces.id,
        title: wagerRaces.title,
        status: wagerRaces.status,
        startDate: wagerRaces.startDate,
        endDate: wagerRaces.endDate,
        currency: wagerRaces.currency,
        rank: wagerRaceParticipants.rank,
        total: wagerRaceParticipants.totalWager,
        prize: racePayouts.amount,
        archiveId: historicalRaces.id,
      }),
    )
    .from(wagerRaceParticipants)
    .innerJoin(wagerRaces, eq(wagerRaces.id, wagerRaceParticipants.raceId))
    .leftJoin(
      racePayouts,
      and(eq(racePayouts.raceId, wagerRaces.id), eq(racePayouts.userId, userId), ne(racePayouts.status, 'voided')),
    )
    .leftJoin(historicalRaces, eq(historicalRaces.raceId, wagerRaces.id))
    .where(eq(wagerRaceParticipants.userId, userId))
    .orderBy(desc(wagerRaces.startDate), desc(wagerRaces.id))
    .limit(limit)
    .offset(offset)
  const rulings = await loadRulingsOfPlayer(db, { userId, raceIds: races.map(({ raceId }) => raceId) })
  const items = races.map((race) => ({ ...race, rulings: rulings.get(race.raceId) ?? [] }))
  return { items, total: counted?.total ?? 0 }
}
