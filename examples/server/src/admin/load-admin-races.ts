import type { Race } from '@goated/races'
import { type Db } from '@goated/schema'
import { arrayLiteral, queryRows } from '@goated/schema/internal'
import { historicalRaces, racePayouts, wagerRaceParticipants } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'
import { summarizeRaces } from '../boards/race-summaries.ts'
import type { RaceSummary } from '../views/race.ts'

/** A race with what is left for admins to do about it. */
export interface AdminRaceSummary extends RaceSummary {
  /** Entrants that somebody should look at. */
  flaggedEntrants: number
  payoutsOwed: number
  archiveId: number | null
}

/** Adds to races what admins want to know, set by set. */
export async function loadAdminRaces(
  db: Db,
  races: readonly Race[],
  isStale: (race: Race) => boolean,
): Promise<AdminRaceSummary[]> {
  const summaries = await summarizeRaces(db, races, isStale)
  const rows = await queryRows<{ id: number; flagged: number; owed: number; archive_id: number | null }>(
    db,
    sql`
    select r.id,
      (select count(*)::int from ${wagerRaceParticipants} p
        where p.race_id = r.id and p.disqualified_at is null and array_remove(p.flags, 'stale') <> '{}') as flagged,
      (select count(*)::int from ${racePayouts} w where w.race_id = r.id and w.status = 'owed') as owed,
      (select h.id from ${historicalRaces} h where h.race_id = r.id) as archive_id
    from unnest(${arrayLiteral(races.map(({ id }) => id))}::int[]) as r (id)`,
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
