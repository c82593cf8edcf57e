import { type Db } from '@goated/schema'
import { arrayLiteral, queryRows } from '@goated/schema/internal'
import { wagerRaces } from '@goated/schema/tables'
import type { RaceStatus } from '@goated/schema/vocabulary'
import { sql } from 'drizzle-orm'
import { nextRaceIdSql } from '../race/next-race.ts'

/** A race as far as it tells whether what was loaded of it is outdated. */
export interface RaceVersion {
  id: number
  source: string
  status: RaceStatus
  /** Rises with every change of the standings. */
  version: number
  /** When the race itself was last changed. */
  updatedAt: Date
  /** The race that follows in the same series; null when there is none yet. */
  nextRaceId: number | null
}

/** The versions of all open races and of those named, by id: a few rows by index, however many entrants there are. */
export async function loadRaceVersions(db: Db, { raceIds }: { raceIds: readonly number[] }): Promise<RaceVersion[]> {
  const rows = await queryRows<{
    id: number
    source: string
    status: RaceStatus
    version: number
    updated_at: string
    next_race_id: number | null
  }>(
    db,
    sql`
    select r.id, r.source, r.status, r.version, (extract(epoch from r.updated_at) * 1000)::bigint::text as updated_at,
      ${nextRaceIdSql(sql`r.series_id`, sql`r.start_date`)} as next_race_id
    from ${wagerRaces} r
    where r.status in ('upcoming', 'live', 'settling') or r.id = any(${arrayLiteral(raceIds)}::int[])
    order by r.id`,
  )
  return rows.map(({ updated_at, next_race_id, ...row }) => ({
    ...row,
    updatedAt: new Date(Number.parseInt(updated_at, 10)),
    nextRaceId: next_race_id,
  }))
}
