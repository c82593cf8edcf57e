import { type Db, queryRows } from '@goated/schema'
import { wagerRaceParticipants } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'

/** What makes a change of rank significant; all counts of places. */
export interface Significance {
  top: number
  paid: number
  places: number
}

export interface RankChange {
  userId: number
  rank: number | null
  previousRank: number | null
}

// Beyond these ranks, moving many places is noise: a small bet overtakes hundreds.
const watchedRanks = 100
const changesMax = 1000

/**
 * Ranks a race's entrants by total, then who reached it first, then uid, in one statement that rewrites only ranks
 * that changed. Ranks are 1 to n without a gap; who is disqualified has none.
 *
 * @returns how many ranks changed, and the significant changes among them, at most 1000
 */
export async function rankEntrants(
  tx: Db,
  raceId: number,
  significance: Significance = { top: 0, paid: 0, places: 0 },
): Promise<{ moved: number; significant: RankChange[] }> {
  const { top, paid, places } = significance
  const found = await queryRows<{ moved: string; user_id: number | null; rank: number | null; before: number | null }>(
    tx,
    sql`
    with ranked as (
      select id, rank as before, case when disqualified_at is null then
        row_number() over (partition by disqualified_at is null order by total_wager desc, reached_at, uid collate "C")
      end as rank
      from ${wagerRaceParticipants} where race_id = ${raceId}
    ), moved as (
      update ${wagerRaceParticipants} as p set rank = r.rank
      from ranked r where p.id = r.id and r.before is distinct from r.rank
      returning p.user_id, p.rank, r.before
    ), significant as (
      select * from moved
      where (coalesce(before <= ${top}::int, false) <> coalesce(rank <= ${top}::int, false))
        or (coalesce(before <= ${paid}::int, false) <> coalesce(rank <= ${paid}::int, false))
        or (${places}::int > 0 and least(rank, before) <= ${watchedRanks}::int and abs(rank - before) >= ${places}::int)
      order by least(rank, before) limit ${changesMax}::int
    )
    select m.moved, s.* from (select count(*)::text as moved from moved) m left join significant s on true`,
  )
  return {
    moved: parseInt(found[0]?.moved ?? '0', 10),
    significant: found.flatMap(({ user_id, rank, before }) =>
      user_id === null ? [] : [{ userId: user_id, rank, previousRank: before }],
    ),
  }
}
