import { type Db, queryRows } from '@goated/schema'
import { wagerRaceParticipants } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'

/**
 * Ranks a race's entrants by total, then who reached it first, then uid, in one statement that rewrites only ranks
 * that changed. Ranks are 1 to n without a gap; who is disqualified has none.
 *
 * @returns how many ranks changed
 */
export async function rankEntrants(tx: Db, raceId: number): Promise<number> {
  const [counted] = await queryRows<{ moved: string }>(
    tx,
    sql`
    with ranked as (
      select id, case when disqualified_at is null then
        row_number() over (partition by disqualified_at is null order by total_wager desc, reached_at, uid collate "C")
      end as rank
      from ${wagerRaceParticipants} where race_id = ${raceId}
    ), moved as (
      update ${wagerRaceParticipants} as p set rank = r.rank, previous_rank = p.rank
      from ranked r where p.id = r.id and p.rank is distinct from r.rank
      returning p.id
    )
    select count(*)::text as moved from moved`,
  )
  return counted ? parseInt(counted.moved, 10) : 0
}
