import { type Db, parseAmount, SUM_MAX } from '@goated/schema'
import { arrayLiteral, queryRows } from '@goated/schema/internal'
import { historicalRaces, racePayouts, wagerRaceParticipants, wagerRaces } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'
import { type PlacePrize, placePrizes, prizePlaces } from '../prizes/distribution.ts'
import { nextRaceIdSql } from '../race/next-race.ts'
import type { Race } from '../race/race.ts'

/** What a list shows of a race. */
export interface RaceSummary {
  race: Race
  /** What each place receives when all are taken, in cents; the first hundred places. */
  prizes: PlacePrize[]
  /** Everybody who takes part, the disqualified included. */
  entrants: number
  /** What all entrants wagered in the race, in units of 1e-8. */
  totalWagered: bigint
  /** The race that follows in the same series; null when there is none yet. */
  nextRaceId: number | null
}

/** A race with what is left for admins to do about it. */
export interface AdminRaceSummary extends RaceSummary {
  /** Entrants that somebody should look at. */
  flaggedEntrants: number
  payoutsOwed: number
  /** Of the archived result; null until the race is completed. */
  archiveId: number | null
}

const placesShown = 100

/** What each of the first hundred places of a race receives when all are taken, in cents. */
export function shownPrizes({
  prizePool,
  prizeDistribution,
}: Pick<Race, 'prizePool' | 'prizeDistribution'>): PlacePrize[] {
  const amounts = placePrizes(prizePool, prizePlaces(prizePool, prizeDistribution))
  return amounts.slice(0, placesShown).map((amount, index) => ({ place: index + 1, amount }))
}

/** Adds to races what lists show of them, in one query however many they are and without loading their boards. */
export async function summarizeRaces(db: Db, { races }: { races: readonly Race[] }): Promise<RaceSummary[]> {
  const rows = await queryRows<{ id: number; entrants: number; total: string; next_race_id: number | null }>(
    db,
    sql`
    select r.id, t.entrants, t.total, ${nextRaceIdSql(sql`r.series_id`, sql`r.start_date`)} as next_race_id
    from ${wagerRaces} r
    cross join lateral (
      select count(*)::int as entrants, coalesce(sum(p.total_wager), 0)::text as total
      from ${wagerRaceParticipants} p where p.race_id = r.id
    ) as t
    where r.id = any(${idsOf(races)}::int[])`,
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return races.map((race) => {
    const row = byId.get(race.id)
    return {
      race,
      prizes: shownPrizes(race),
      entrants: row?.entrants ?? 0,
      totalWagered: parseAmount(row?.total ?? '0', { max: SUM_MAX }),
      nextRaceId: row?.next_race_id ?? null,
    }
  })
}

/** The same with what is left for admins to do. */
export async function summarizeRacesForAdmins(
  db: Db,
  { races }: { races: readonly Race[] },
): Promise<AdminRaceSummary[]> {
  const summaries = await summarizeRaces(db, { races })
  const rows = await queryRows<{ id: number; flagged: number; owed: number; archive_id: number | null }>(
    db,
    sql`
    select r.id,
      (select count(*)::int from ${wagerRaceParticipants} p
        where p.race_id = r.id and p.disqualified_at is null and array_remove(p.flags, 'stale') <> '{}') as flagged,
      (select count(*)::int from ${racePayouts} w where w.race_id = r.id and w.status = 'owed') as owed,
      (select h.id from ${historicalRaces} h where h.race_id = r.id) as archive_id
    from unnest(${idsOf(races)}::int[]) as r (id)`,
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return summaries.map((summary) => {
    const row = byId.get(summary.race.id)
    return {
      ...summary,
      flaggedEntrants: row?.flagged ?? 0,
      payoutsOwed: row?.owed ?? 0,
      archiveId: row?.archive_id ?? null,
    }
  })
}

function idsOf(races: readonly Race[]): string {
  return arrayLiteral(races.map(({ id }) => id))
}
