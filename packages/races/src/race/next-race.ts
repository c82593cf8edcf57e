import { type Db } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { queryRows } from '@goated/schema/internal'
import { wagerRaces } from '@goated/schema/tables'
import { type SQL, sql } from 'drizzle-orm'
import { findNextRaceInput } from './inputs.ts'

/** A subquery: the id of the race that follows in a series, null when there is none yet. */
export function nextRaceIdSql(seriesId: SQL, startDate: SQL): SQL {
  return sql`(select n.id from ${wagerRaces} n where n.series_id = ${seriesId} and n.start_date > ${startDate}
    order by n.start_date limit 1)`
}

/**
 * The id of the race that follows in the same series; null when there is none yet.
 *
 * @throws INPUT_INVALID
 */
export async function findNextRaceId(
  db: Db,
  race: { seriesId: number | null; startDate: Date },
): Promise<number | null> {
  const { seriesId, startDate } = parseInput(findNextRaceInput, { seriesId: race.seriesId, startDate: race.startDate })
  if (seriesId === null) return null
  const next = nextRaceIdSql(sql`${seriesId}::int`, sql`${startDate.toISOString()}::timestamptz`)
  const [row] = await queryRows<{ id: number | null }>(db, sql`select ${next} as id`)
  return row?.id ?? null
}
