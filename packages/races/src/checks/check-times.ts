import { type Db } from '@goated/schema'
import { CLOCK_TOLERANCE_MS, queryRows } from '@goated/schema/internal'
import {
  historicalRaces,
  ingestRuns,
  leaderboardSnapshots,
  outboxEvents,
  payoutEntries,
  racePayouts,
  raceVerifications,
  sourceStates,
  wagerRaces,
  workerLeases,
} from '@goated/schema/tables'
import { type SQL, sql } from 'drizzle-orm'
import type { ReportViolation } from './violation.ts'

// The most that a process's clock may be ahead.
const latest = sql`(clock_timestamp() + ${CLOCK_TOLERANCE_MS}::int * interval '1 millisecond')`

/** What has happened, and when. None of it can lie in the future. */
const happened: SQL[] = [
  sql`select id as race_id, 'completed at ' || completed_at as detail from ${wagerRaces} where completed_at > ${latest}`,
  sql`select id, 'settled by ' || settled_by from ${wagerRaces} where settled_by > ${latest}`,
  sql`select race_id, 'archived at ' || created_at from ${historicalRaces} where created_at > ${latest}`,
  sql`select race_id, 'verified at ' || verified_at from ${raceVerifications} where verified_at > ${latest}`,
  sql`select race_id, 'payout ' || id || ' at ' || greatest(created_at, settled_at) from ${racePayouts}
    where greatest(created_at, settled_at) > ${latest}`,
  sql`select p.race_id, 'payout ' || p.id || ', entry ' || e.id || ', at ' || e.created_at
    from ${payoutEntries} e join ${racePayouts} p on p.id = e.payout_id where e.created_at > ${latest}`,
  sql`select race_id, 'reading ' || id || ' of ' || greatest(as_of, started_at, finished_at) from ${ingestRuns}
    where greatest(as_of, started_at, finished_at) > ${latest}`,
  sql`select null::int, period || ' leaderboard of ' || greatest(as_of, computed_at) from ${leaderboardSnapshots}
    where greatest(as_of, computed_at) > ${latest}`,
  sql`select null::int, 'event ' || id || ', ' || name || ', at ' || created_at from ${outboxEvents}
    where created_at > ${latest}`,
  sql`select null::int, 'a reading of ' || source || ' asked for at ' || requested_at from ${sourceStates}
    where requested_at > ${latest}`,
  sql`select null::int, 'lease ' || name || ' until ' || expires_at from ${workerLeases}
    where expires_at > ${latest} + ttl_ms * interval '1 millisecond'`,
]

/**
 * Checks by the database's clock that nothing happened in the future, and no race moved on before it was time: both are
 * what a process leaves behind whose clock was ahead.
 */
export async function checkTimes(db: Db, report: ReportViolation): Promise<void> {
  const future = sql.join(happened, sql` union all `)
  for (const { race_id, detail } of await queryRows<{ race_id: number | null; detail: string }>(db, future))
    report({ invariant: 'time', code: 'TIME_IN_FUTURE', ...(race_id === null ? {} : { raceId: race_id }), detail })
  const early = sql`
    select id, status || ', from ' || start_date || ' to ' || end_date as detail from ${wagerRaces}
    where (status in ('live', 'settling', 'completed') and start_date > ${latest})
      or (status in ('settling', 'completed') and end_date > ${latest})
      or completed_at < end_date
    order by id`
  for (const { id, detail } of await queryRows<{ id: number; detail: string }>(db, early))
    report({ invariant: 'time', code: 'RACE_EARLY', raceId: id, detail })
}
