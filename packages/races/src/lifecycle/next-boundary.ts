import { type Db } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { queryRows } from '@goated/schema/internal'
import { wagerRaces } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'
import { nextBoundaryInput } from './inputs.ts'

/**
 * When the next race starts or ends, so that a reading can be taken right then; null when none will.
 *
 * @throws INPUT_INVALID
 */
export async function nextBoundary(db: Db, at: Date): Promise<Date | null> {
  const { now } = parseInput(nextBoundaryInput, { now: at })
  const after = sql`${now.toISOString()}::timestamptz`
  const [next] = await queryRows<{ at: string | null }>(
    db,
    sql`
    select (extract(epoch from min(at)) * 1000)::bigint::text as at from (
      select start_date as at from ${wagerRaces} where status = 'upcoming' and start_date > ${after}
      union all
      select end_date from ${wagerRaces} where status in ('upcoming', 'live') and end_date > ${after}
    ) as boundaries`,
  )
  return next?.at ? new Date(parseInt(next.at, 10)) : null
}
