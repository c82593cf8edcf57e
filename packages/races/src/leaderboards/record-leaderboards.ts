import type { DomainEvent, Projection } from '@goated/schema'
import { queryRows } from '@goated/schema/internal'
import { leaderboardSnapshots } from '@goated/schema/tables'
import { LEADERBOARD_PERIODS } from '@goated/schema/vocabulary'
import { sql } from 'drizzle-orm'
import type { Calendar } from '../race/calendar.ts'
import { leaderboardWindow } from './leaderboard-period.ts'

/**
 * Makes the projection that records when each leaderboard was last computed. It writes a version for every reading
 * that changed something; the board itself is built from the latest counters, in memory.
 *
 * @param calendar the provider's
 */
export function recordLeaderboards(calendar: Calendar): Projection {
  return async (tx, snapshot, { now }) => {
    if (snapshot.late || snapshot.changes.length === 0) return []
    const events: DomainEvent[] = []
    for (const period of LEADERBOARD_PERIODS) {
      const { periodStart } = leaderboardWindow(period, snapshot.asOf, calendar)
      const [recorded] = await queryRows<{ version: number }>(
        tx,
        sql`
        insert into ${leaderboardSnapshots} (source, period, period_start, as_of, computed_at, version, entries)
        select ${snapshot.source}, ${period}, ${periodStart?.toISOString() ?? null}::timestamptz,
          ${snapshot.asOf.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz,
          coalesce((select max(version) from ${leaderboardSnapshots}
            where source = ${snapshot.source} and period = ${period}), 0) + 1,
          (select count(*) from goated.affiliate_accounts where source = ${snapshot.source})
        returning version`,
      )
      const payload = { source: snapshot.source, period, version: recorded?.version, asOf: snapshot.asOf.toISOString() }
      events.push({ name: 'leaderboard.updated', payload })
    }
    return events
  }
}
