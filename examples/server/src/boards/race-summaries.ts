import type { Race } from '@goated/races'
import { placePrizes, prizePlaces } from '@goated/races'
import { type Db, parseAmount } from '@goated/schema'
import { arrayLiteral, queryRows } from '@goated/schema/internal'
import { wagerRaceParticipants, wagerRaces } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'
import type { RaceSummary } from '../views/race.ts'

const prizesShown = 100

/** Cents for each of the places that are shown. */
export function shownPrizes(race: Race): bigint[] {
  return placePrizes(race.prizePool, prizePlaces(race.prizePool, race.prizeDistribution)).slice(0, prizesShown)
}

/** What a list shows of races. Their boards are not loaded for it: there may be many, and nobody may look at them. */
export async function summarizeRaces(
  db: Db,
  races: readonly Race[],
  isStale: (race: Race) => boolean,
): Promise<RaceSummary[]> {
  const rows = await queryRows<{ id: number; entrants: number; total: string; next_race_id: number | null }>(
    db,
    sql`
    select r.id, t.entrants, t.total,
      (select n.id from ${wagerRaces} n where n.series_id = r.series_id and n.start_date > r.start_date
        order by n.start_date limit 1) as next_race_id
    from ${wagerRaces} r
    cross join lateral (
      select count(*)::int as entrants, coalesce(sum(p.total_wager), 0)::text as total
      from ${wagerRaceParticipants} p where p.race_id = r.id
    ) as t
    where r.id = any(${arrayLiteral(races.map(({ id }) => id))}::int[])`,
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return races.map((race) => {
    const row = byId.get(race.id)
    return {
      race,
      prizes: shownPrizes(race),
      entrants: row?.entrants ?? 0,
      totalWagered: parseAmount(row?.total ?? '0', { max: sumMax }),
      nextRaceId: row?.next_race_id ?? null,
      stale: isStale(race),
    }
  })
}

// A sum may exceed what a single column holds.
const sumMax = 10n ** 30n
