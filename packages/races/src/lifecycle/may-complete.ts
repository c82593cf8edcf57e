import { ingestRuns, wagerRaces } from '@goated/schema/tables'
import { type SQL, sql } from 'drizzle-orm'

/** When the grace period of a race ends. */
export const graceEnd: SQL = sql`(${wagerRaces.endDate} + make_interval(secs => ${wagerRaces.graceSeconds}))`

/**
 * Rule 9: the settling race has its settling reading, or its grace period is over and somebody has tried to read the
 * source since. Without that attempt a worker that comes back after days would close the race on old readings, although
 * the upstream may have the right ones ready.
 *
 * @param options.sourceGone nobody reads the source any more: the grace period alone decides
 */
export function mayComplete(now: Date, options: { sourceGone?: boolean | undefined } = {}): SQL {
  const graceIsOver = sql`${graceEnd} <= ${now.toISOString()}::timestamptz`
  return sql`(${wagerRaces.settledBy} is not null or (${graceIsOver} and ${options.sourceGone ? sql`true` : triedSince}))`
}

// A race with a window of its own must have been asked for itself. A run that was refused because the source does not
// fit the race has asked nobody.
const triedSince = sql`exists (
  select 1 from ${ingestRuns} r
  where r.source = ${wagerRaces.source} and r.started_at >= ${graceEnd}
    and (r.race_id = ${wagerRaces.id} or (r.race_id is null and ${wagerRaces.sourceClass} = 'cumulative'))
    and r.reason is distinct from 'SOURCE_MISMATCH'
)`
