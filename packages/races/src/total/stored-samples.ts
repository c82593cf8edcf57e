import { type Counters, type Db } from '@goated/schema'
import { arrayLiteral, type CounterTexts, parseCounters, queryRows } from '@goated/schema/internal'
import { affiliateAccounts, affiliateStats, ingestRuns, raceSamples } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'
import type { RaceWindow, Sample } from './sample.ts'

/** A stored reading: its source time in ms since 1970, and whether it listed everyone. */
export interface Poll {
  at: number
  complete: boolean
}

/** One stored row of a player: what every reading from `at` on showed, until the next row. */
export interface StoredRow extends Counters {
  id: bigint
  userId: number
  at: number
  listed: boolean
}

/** Which rows to read: all that were known at a moment of the past, or all there are. */
export interface KnownUntil {
  /** Runs and rows that arrived later are left out. */
  runId?: number | undefined
  statsThrough?: bigint | undefined
}

/** The readings that a race's totals rest on: all inside and after the window, and the last ones before it. */
export async function loadPolls(
  tx: Db,
  input: { source: string; raceId: number; start: Date; asOf: Date },
  known: KnownUntil = {},
): Promise<Poll[]> {
  const start = sql`${input.start.toISOString()}::timestamptz`
  const stored = sql`source = ${input.source} and outcome = 'ok'
    and (race_id is null or race_id = ${input.raceId}) ${known.runId === undefined ? sql`` : sql`and id <= ${known.runId}`}`
  const found = await queryRows<{ at: string; complete: boolean }>(
    tx,
    sql`
    select (extract(epoch from as_of) * 1000)::bigint::text as at, complete from ${ingestRuns}
    where ${stored} and as_of <= ${input.asOf.toISOString()}::timestamptz and as_of >= least(
      coalesce((select max(as_of) from ${ingestRuns} where ${stored} and as_of <= ${start}), ${start}),
      coalesce((select max(as_of) from ${ingestRuns} where ${stored} and as_of <= ${start} and complete), ${start})
    )
    order by as_of`,
  )
  return found.map(({ at, complete }) => ({ at: toMs(at), complete }))
}

/**
 * The stored rows of some players, by user, as far back as the fold needs them: from the last row before the
 * window on that shows counters, or all of them where a reading might have been held back before.
 */
export async function loadStoredRows(
  tx: Db,
  input: { userIds: readonly number[]; start: Date; asOf: Date },
  known: KnownUntil = {},
): Promise<Map<number, StoredRow[]>> {
  const start = sql`${input.start.toISOString()}::timestamptz`
  const knownThen = known.statsThrough === undefined ? sql`` : sql`and s.id <= ${known.statsThrough.toString()}::bigint`
  const found = await queryRows<StatRow>(
    tx,
    sql`
    select s.id::text as id, s.user_id, (extract(epoch from s.timestamp) * 1000)::bigint::text as at, s.wagered_all_time::text as all_time,
      s.total_wager::text as month, s.wagered_this_week::text as week, s.wagered_today::text as today, s.listed
    from unnest(${arrayLiteral(input.userIds)}::int[]) as u (id)
    join ${affiliateAccounts} a on a.user_id = u.id
    left join lateral (
      select s.timestamp, s.wagered_all_time from ${affiliateStats} s
      where s.user_id = u.id and s.listed and s.timestamp <= ${start} ${knownThen}
      order by s.timestamp desc limit 1
    ) as anchor on true
    join ${affiliateStats} s on s.user_id = u.id and s.timestamp <= ${input.asOf.toISOString()}::timestamptz
      and s.timestamp >= case when anchor.wagered_all_time * 2 >= a.wagered_peak then anchor.timestamp else '-infinity' end
      ${knownThen}
    order by s.user_id, s.timestamp`,
  )
  return groupByUser(found)
}

/** The stored rows of some players in one race, where the provider was asked for its window. */
export async function loadWindowRows(
  tx: Db,
  input: { raceId: number; userIds: readonly number[]; asOf: Date },
  known: KnownUntil = {},
): Promise<Map<number, StoredRow[]>> {
  const knownThen = known.statsThrough === undefined ? sql`` : sql`and id <= ${known.statsThrough.toString()}::bigint`
  const found = await queryRows<StatRow>(
    tx,
    sql`
    select id::text as id, user_id, (extract(epoch from timestamp) * 1000)::bigint::text as at, total::text as all_time,
      null as month, null as week, null as today, listed
    from ${raceSamples}
    where race_id = ${input.raceId} and user_id = any(${arrayLiteral(input.userIds)}::int[])
      and timestamp <= ${input.asOf.toISOString()}::timestamptz ${knownThen}
    order by user_id, timestamp`,
  )
  return groupByUser(found)
}

/**
 * Writes stored rows out as the samples that the readings showed. Of a run of readings in which nothing changed only
 * those are written that can matter: the one at S, which makes the start exact, the first after S, the last of the run,
 * those at or after E, and all where the value may be held back. `docs/concepts/race-totals.md` says why that is enough;
 * a property test proves it.
 */
export function expandSamples(rows: readonly StoredRow[], polls: readonly Poll[], window: RaceWindow): Sample[] {
  const start = Math.max(window.start, window.joinedAt ?? window.start)
  const samples: Sample[] = []
  let poll = 0
  let peak = 0n
  for (; poll < polls.length && (polls[poll]?.at ?? 0) < (rows[0]?.at ?? Number.POSITIVE_INFINITY); poll++) {
    const { at, complete } = polls[poll] as Poll
    if (complete) samples.push({ at, complete, counters: null })
  }
  rows.forEach((row, index) => {
    const until = rows[index + 1]?.at ?? Number.POSITIVE_INFINITY
    const counters = row.listed ? row : null
    // A row from before the first poll that is known here is a poll of its own; that it was complete says nothing more.
    const own = polls[poll]?.at === row.at ? polls[poll++] : undefined
    samples.push({ at: row.at, complete: own?.complete ?? false, counters })
    const mayBeHeld = row.allTime * 2n < peak
    if (row.allTime > peak) peak = row.allTime
    let afterStart = row.at > start
    for (; poll < polls.length && (polls[poll]?.at ?? 0) < until; poll++) {
      const { at, complete } = polls[poll] as Poll
      const last = (polls[poll + 1]?.at ?? Number.POSITIVE_INFINITY) >= until
      if (at > start && !afterStart) afterStart = true
      else if (!last && !mayBeHeld && at !== start && at < window.end) continue
      samples.push({ at, complete, counters })
    }
  })
  return samples
}

function groupByUser(found: readonly StatRow[]): Map<number, StoredRow[]> {
  const byUser = new Map<number, StoredRow[]>()
  for (const row of found) {
    const stored = byUser.get(row.user_id)
    if (stored) stored.push(toStoredRow(row))
    else byUser.set(row.user_id, [toStoredRow(row)])
  }
  return byUser
}

type StatRow = CounterTexts & { id: string; user_id: number; at: string; listed: boolean }

function toStoredRow(row: StatRow): StoredRow {
  return {
    id: BigInt(row.id),
    userId: row.user_id,
    at: toMs(row.at),
    ...parseCounters(row),
    listed: row.listed,
  }
}

function toMs(text: string): number {
  return parseInt(text, 10)
}
