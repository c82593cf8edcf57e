import { type Db } from '@goated/schema'
import { queryRows } from '@goated/schema/internal'
import { wagerRaceParticipants } from '@goated/schema/tables'
import type { TieRule } from '@goated/schema/vocabulary'
import { sql } from 'drizzle-orm'
import { placeSql } from '../race/standing-order.ts'

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
// Who has not wagered shares the last place, which is nobody's news, though it may be the first.
const hasWagered = sql`exists (select from jsonb_array_elements(wager_history) as h where (h ->> 1)::numeric > 0)`

/**
 * Ranks a race's entrants in one statement that rewrites only ranks that changed. Who is level shares a rank under the
 * race's tie rule, and the next rank counts them all: 1, 1, 3. Who is disqualified has none.
 *
 * @returns how many ranks changed, and the significant changes among them, at most 1000
 */
export async function rankEntrants(
  tx: Db,
  race: { id: number; ties: TieRule },
  significance: Significance = { top: 0, paid: 0, places: 0 },
): Promise<{ moved: number; significant: RankChange[] }> {
  const { top, paid, places } = significance
  const found = await queryRows<{ moved: string; user_id: number | null; rank: number | null; before: number | null }>(
    tx,
    sql`
    with ranked as (
      select id, rank as before, ${placeSql(race.ties)} as rank
      from ${wagerRaceParticipants} where race_id = ${race.id}
    ), moved as (
      update ${wagerRaceParticipants} as p set rank = r.rank
      from ranked r where p.id = r.id and r.before is distinct from r.rank
      returning p.user_id, p.rank, r.before, p.total_wager, p.wager_history
    ), significant as (
      select user_id, rank, before from moved
      where (total_wager > 0 or ${hasWagered})
        and ((coalesce(before <= ${top}::int, false) <> coalesce(rank <= ${top}::int, false))
        or (coalesce(before <= ${paid}::int, false) <> coalesce(rank <= ${paid}::int, false))
        or (${places}::int > 0 and least(rank, before) <= ${watchedRanks}::int and abs(rank - before) >= ${places}::int))
      order by least(rank, before), user_id limit ${changesMax}::int
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
