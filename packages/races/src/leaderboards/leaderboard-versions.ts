import { type Db } from '@goated/schema'
import { parseInput, sourceInput } from '@goated/schema/inputs'
import { arrayLiteral, queryRows } from '@goated/schema/internal'
import { leaderboardSnapshots } from '@goated/schema/tables'
import { LEADERBOARD_PERIODS, type LeaderboardPeriod } from '@goated/schema/vocabulary'
import { sql } from 'drizzle-orm'

/**
 * The newest version of each leaderboard of a source; one that was never computed is missing.
 *
 * @throws INPUT_INVALID
 */
export async function loadLeaderboardVersions(
  db: Db,
  input: { source: string },
): Promise<Map<LeaderboardPeriod, number>> {
  const source = parseInput(sourceInput, input.source)
  const rows = await queryRows<{ period: LeaderboardPeriod; version: number }>(
    db,
    sql`
    select p.period, newest.version
    from unnest(${arrayLiteral(LEADERBOARD_PERIODS)}::text[]) as p (period)
    cross join lateral (select max(version) as version from ${leaderboardSnapshots}
      where source = ${source} and period = p.period) as newest
    where newest.version is not null`,
  )
  return new Map(rows.map(({ period, version }) => [period, version]))
}
