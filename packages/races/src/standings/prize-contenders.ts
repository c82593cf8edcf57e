import { type Db, formatAmount, parseAmount } from '@goated/schema'
import { queryRows } from '@goated/schema/internal'
import { wagerRaceParticipants } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'
import type { PrizeStanding } from '../prizes/allocation.ts'

/**
 * The entrants that can take one of a race's places: enough for all places, and everyone tied with the last of them.
 * Who wagered nothing, is disqualified or is below the minimum wager takes none.
 */
export async function prizeContenders(
  tx: Db,
  input: { raceId: number; minWager: bigint; places: number },
): Promise<(PrizeStanding & { userId: number; rank: number })[]> {
  const found = await queryRows<{ user_id: number; uid: string; total: string; reached_at: string; rank: number }>(
    tx,
    sql`
    select user_id, uid, total_wager::text as total, (extract(epoch from reached_at) * 1000)::bigint::text as reached_at,
      rank
    from ${wagerRaceParticipants}
    where race_id = ${input.raceId} and disqualified_at is null and total_wager > 0
      and total_wager >= ${formatAmount(input.minWager)}::numeric
    order by total_wager desc
    fetch first ${sql.raw(String(input.places))} rows with ties`,
  )
  return found.map(({ user_id, uid, total, reached_at, rank }) => ({
    userId: user_id,
    uid,
    rank,
    total: parseAmount(total),
    reachedAt: parseInt(reached_at, 10),
  }))
}
