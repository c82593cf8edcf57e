import { type Counters, type Db } from '@goated/schema'
import { type CounterTexts, parseCounters, queryRows } from '@goated/schema/internal'
import { affiliateAccounts, affiliateStats } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'

/** Says whether stored readings say what other rows say. */
interface StoredComparison {
  /**
   * Compares the stored reading of a moment with rows. Moments have to be asked for in their order, so that each takes
   * what changed since the one before and no more.
   *
   * @returns null when they say the same of everybody; otherwise a uid of which they do not
   */
  differsAt(asOf: Date, rows: ReadonlyMap<string, Counters>): Promise<string | null>
}

/**
 * Starts to compare the stored readings of a source with rows, from the oldest on. Names are not compared: the series
 * holds none.
 */
export function startComparing(db: Db, { source }: { source: string }): StoredComparison {
  const listed = new Map<string, Counters>()
  let upTo: Date | null = null

  async function moveTo(asOf: Date): Promise<void> {
    const found = await queryRows<CounterTexts & { uid: string; listed: boolean }>(
      db,
      sql`
      select distinct on (s.user_id) a.uid, s.wagered_all_time::text as all_time, s.total_wager::text as month,
        s.wagered_this_week::text as week, s.wagered_today::text as today, s.listed
      from ${affiliateStats} s join ${affiliateAccounts} a on a.user_id = s.user_id
      where s.source = ${source} and s.timestamp <= ${asOf.toISOString()}::timestamptz
        and s.timestamp > ${(upTo ?? new Date(0)).toISOString()}::timestamptz
      order by s.user_id, s.timestamp desc`,
    )
    for (const row of found) {
      if (row.listed) listed.set(row.uid, parseCounters(row))
      else listed.delete(row.uid)
    }
    upTo = asOf
  }

  return {
    async differsAt(asOf, rows) {
      await moveTo(asOf)
      for (const [uid, row] of rows) {
        const stored = listed.get(uid)
        if (stored === undefined || !isSame(stored, row)) return uid
      }
      if (rows.size === listed.size) return null
      for (const uid of listed.keys()) if (!rows.has(uid)) return uid
      return null
    },
  }
}

function isSame(a: Counters, b: Counters): boolean {
  return a.allTime === b.allTime && a.month === b.month && a.week === b.week && a.today === b.today
}
