import { type Db } from '@goated/schema'
import { queryRows } from '@goated/schema/internal'
import { loginThrottles, rateLimits, sessions } from '@goated/schema/tables'
import { type SQL, sql } from 'drizzle-orm'

const rateLimitsKeptMs = 24 * 3_600_000

/** How many rows went. */
export interface PrunedAccounts {
  sessions: number
  throttles: number
  rateLimits: number
}

/** Deletes what time has made worthless: sessions that are over, counters whose window is, and rate limits after a day. */
export async function pruneAccounts(db: Db, { now }: { now: Date }): Promise<PrunedAccounts> {
  const dayAgo = new Date(now.getTime() - rateLimitsKeptMs)
  return {
    sessions: await countDeleted(db, sql`delete from ${sessions} where ${sessions.expiresAt} <= ${at(now)}`),
    throttles: await countDeleted(
      db,
      sql`delete from ${loginThrottles} where ${loginThrottles.windowEndsAt} <= ${at(now)}`,
    ),
    rateLimits: await countDeleted(db, sql`delete from ${rateLimits} where ${rateLimits.windowStart} <= ${at(dayAgo)}`),
  }
}

async function countDeleted(db: Db, deletion: SQL): Promise<number> {
  const [row] = await queryRows<{ count: number }>(
    db,
    sql`with deleted as (${deletion} returning 1) select count(*)::int as count from deleted`,
  )
  return row?.count ?? 0
}

function at(time: Date): SQL {
  return sql`${time.toISOString()}::timestamptz`
}
