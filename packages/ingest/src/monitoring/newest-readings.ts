import { type Db } from '@goated/schema'
import { parseInput, sourceInput } from '@goated/schema/inputs'
import { arrayLiteral, queryRows } from '@goated/schema/internal'
import { ingestRuns } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'
import * as z from 'zod'

/** A good reading, as its run has it. */
export interface NewestReading {
  runId: number
  /** Source time. */
  asOf: Date
  startedAt: Date
  listedUsers: number
  complete: boolean
}

const input = z.strictObject({ sources: z.array(sourceInput) })

/**
 * The good reading with the newest source time, by source; a source without any is missing.
 *
 * @throws INPUT_INVALID
 */
export async function findNewestReadings(
  db: Db,
  wanted: { sources: readonly string[] },
): Promise<Map<string, NewestReading>> {
  const { sources } = parseInput(input, wanted)
  const rows = await queryRows<{
    source: string
    run_id: number
    as_of: string
    started_at: string
    listed_users: number
    complete: boolean
  }>(
    db,
    sql`
    select s.source, r.id as run_id, r.listed_users, r.complete,
      (extract(epoch from r.as_of) * 1000)::bigint::text as as_of,
      (extract(epoch from r.started_at) * 1000)::bigint::text as started_at
    from unnest(${arrayLiteral(sources)}::text[]) as s (source)
    cross join lateral (
      select * from ${ingestRuns} n where n.source = s.source and n.outcome = 'ok' and n.as_of =
        (select max(m.as_of) from ${ingestRuns} m where m.source = s.source and m.outcome = 'ok')
      order by n.id desc limit 1
    ) as r`,
  )
  return new Map(
    rows.map((row) => [
      row.source,
      {
        runId: row.run_id,
        asOf: instantOf(row.as_of),
        startedAt: instantOf(row.started_at),
        listedUsers: row.listed_users,
        complete: row.complete,
      },
    ]),
  )
}

function instantOf(milliseconds: string): Date {
  return new Date(Number.parseInt(milliseconds, 10))
}
