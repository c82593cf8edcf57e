import { type Db } from '@goated/schema'
import { queryRows } from '@goated/schema/internal'
import {
  affiliateStats,
  historicalRaces,
  ingestRuns,
  outboxEvents,
  racePayouts,
  raceSamples,
  raceSeries,
  wagerRaces,
} from '@goated/schema/tables'
import { type SQL, sql } from 'drizzle-orm'
import type { Invariant, ReportViolation } from './violation.ts'

type Found = { race_id: number | null; detail: string }

/**
 * Checks what one query each can tell: that readings are stored whole and once, that statuses only moved forward,
 * that what a status implies is there, and that a series goes on without a gap.
 */
export async function checkRecords(db: Db, report: ReportViolation): Promise<void> {
  for (const { invariant, code, query } of checks) {
    for (const { race_id, detail } of await queryRows<Found>(db, query))
      report({ invariant, code, ...(race_id === null ? {} : { raceId: race_id }), detail })
  }
}

// In this order each can happen to a race once, if at all.
const statusEvents = sql`array['race.created', 'race.started', 'race.settling', 'race.completed', 'race.cancelled']`

const checks: readonly { invariant: Invariant; code: string; query: SQL }[] = [
  {
    invariant: 'readings',
    code: 'READING_ROWS_DIFFER',
    query: sql`
      select null as race_id, 'reading ' || r.id || ' changed ' || r.changed_users || ', stored are ' || count(s.id) as detail
      from ${ingestRuns} r
      left join lateral (
        select s.id from ${affiliateStats} s
        where r.race_id is null and s.source = r.source and s.timestamp = r.as_of and s.id <= r.stats_through
        union all
        select s.id from ${raceSamples} s
        where s.race_id = r.race_id and s.timestamp = r.as_of and s.id <= r.stats_through
      ) as s on true
      where r.outcome = 'ok' group by r.id having count(s.id) <> r.changed_users order by r.id`,
  },
  {
    invariant: 'readings',
    code: 'ROWS_WITHOUT_READING',
    query: sql`
      select null::int as race_id, s.source || ' at ' || s.timestamp || ': ' || count(*) as detail from ${affiliateStats} s
      where not exists (
        select 1 from ${ingestRuns} r where r.source = s.source and r.as_of = s.timestamp and r.outcome = 'ok'
      ) group by s.source, s.timestamp
      union all
      select s.race_id, 'at ' || s.timestamp || ': ' || count(*) from ${raceSamples} s
      where not exists (
        select 1 from ${ingestRuns} r where r.race_id = s.race_id and r.as_of = s.timestamp and r.outcome = 'ok'
      ) group by s.race_id, s.timestamp`,
  },
  {
    invariant: 'readings',
    code: 'STANDINGS_VERSION_TWICE',
    query: sql`
      select (payload ->> 'raceId')::int as race_id, 'version ' || (payload ->> 'version') as detail from ${outboxEvents}
      where name = 'standings.updated' group by payload ->> 'raceId', payload ->> 'version' having count(*) > 1`,
  },
  {
    invariant: 'status',
    code: 'STATUS_TWICE',
    query: sql`
      select (payload ->> 'raceId')::int as race_id, name || ' ' || count(*) || ' times' as detail from ${outboxEvents}
      where name = any(${statusEvents}) group by payload ->> 'raceId', name having count(*) > 1`,
  },
  {
    invariant: 'status',
    code: 'STATUS_BACKWARDS',
    query: sql`
      select (e.payload ->> 'raceId')::int as race_id, e.name || ' before ' || later.name as detail
      from ${outboxEvents} e
      join ${outboxEvents} later on later.id > e.id and later.payload ->> 'raceId' = e.payload ->> 'raceId'
        and array_position(${statusEvents}, later.name) <= array_position(${statusEvents}, e.name)
        and later.name <> e.name
      where e.name = any(${statusEvents})`,
  },
  {
    invariant: 'status',
    code: 'STATUS_INCONSISTENT',
    query: sql`
      select id as race_id, status || ': ' || concat_ws(', ',
        case when (status = 'completed') <> (completed_at is not null) then 'completed_at' end,
        case when settled_by < end_date then 'settled before its end' end,
        case when status = 'completed' and settled_by is null and closing_reason is null then 'no reason' end) as detail
      from ${wagerRaces}
      where (status = 'completed') <> (completed_at is not null) or settled_by < end_date
        or (status = 'completed' and settled_by is null and closing_reason is null)`,
  },
  {
    invariant: 'archive',
    code: 'ARCHIVE_MISSING',
    query: sql`
      select r.id as race_id, 'completed' as detail from ${wagerRaces} r
      where r.status = 'completed' and not exists (select 1 from ${historicalRaces} h where h.race_id = r.id)`,
  },
  {
    invariant: 'archive',
    code: 'ARCHIVE_UNEXPECTED',
    query: sql`
      select r.id as race_id, r.status as detail from ${wagerRaces} r
      where r.status <> 'completed' and (exists (select 1 from ${historicalRaces} h where h.race_id = r.id)
        or exists (select 1 from ${racePayouts} p where p.race_id = r.id))`,
  },
  {
    invariant: 'archive',
    code: 'ARCHIVE_TWICE',
    query: sql`
      select race_id, count(*) || ' archives' as detail from ${historicalRaces} group by race_id having count(*) > 1`,
  },
  {
    invariant: 'series',
    code: 'SERIES_RACE_MISSING',
    query: sql`
      select r.id as race_id, 'series ' || s.id || ' has no occurrence after ' || r.occurrence as detail
      from ${wagerRaces} r join ${raceSeries} s on s.id = r.series_id and s.active
      where r.status in ('settling', 'completed', 'cancelled') and not exists (
        select 1 from ${wagerRaces} n where n.series_id = s.id and n.occurrence > r.occurrence
      )`,
  },
  {
    invariant: 'series',
    code: 'SERIES_RACE_TWICE',
    query: sql`
      select min(id) as race_id, 'series ' || series_id || ', occurrence ' || occurrence as detail
      from ${wagerRaces} where series_id is not null group by series_id, occurrence having count(*) > 1`,
  },
  {
    invariant: 'series',
    code: 'SERIES_RACES_OVERLAP',
    query: sql`
      select a.id as race_id, 'series ' || a.series_id || ': until after the start of race ' || b.id as detail
      from ${wagerRaces} a join ${wagerRaces} b on b.series_id = a.series_id and b.id <> a.id
        and b.start_date >= a.start_date and b.start_date < a.end_date
      where a.status <> 'cancelled' and b.status <> 'cancelled' order by a.id`,
  },
]
