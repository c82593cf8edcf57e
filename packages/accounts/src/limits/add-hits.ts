import { type Db } from '@goated/schema'
import { arrayLiteral, queryRows } from '@goated/schema/internal'
import { rateLimits } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'

/** Requests under one key in one window of time. */
export interface Hits {
  key: string
  windowStart: Date
  hits: number
}

/**
 * Adds hits to the counts that all processes of a database share, and returns what these counts are then.
 *
 * @param input of each key and window at most one entry
 */
export async function addHits(db: Db, input: { hits: readonly Hits[] }): Promise<Pick<Hits, 'key' | 'hits'>[]> {
  const { hits } = input
  return queryRows<{ key: string; hits: number }>(
    db,
    sql`
    insert into ${rateLimits} (key, window_start, hits)
    select s.key, s.window_start, s.hits
    from unnest(
      ${arrayLiteral(hits.map(({ key }) => key))}::text[],
      ${arrayLiteral(hits.map(({ windowStart }) => windowStart.toISOString()))}::timestamptz[],
      ${arrayLiteral(hits.map((each) => each.hits))}::int[]
    ) as s (key, window_start, hits)
    -- In one order for everybody, so that two processes never wait for each other.
    order by s.key
    on conflict (key, window_start) do update set hits = ${rateLimits.hits} + excluded.hits
    returning key, hits`,
  )
}
