import { type Db } from '@goated/schema'
import { arrayLiteral, type CounterTexts, parseCounters, queryRows, readingDigest } from '@goated/schema/internal'
import { affiliateAccounts, affiliateStats, ingestRuns, raceSamples } from '@goated/schema/tables'
import type { SourceClass } from '@goated/schema/vocabulary'
import { sql } from 'drizzle-orm'

/** A stored reading, as the chain of evidence has it. */
export interface ChainedReading {
  runId: number
  asOf: Date
  complete: boolean
  totalUsers: number | null
  listedUsers: number
  changedUsers: number
  /** Stored rows with a higher id than `after`, up to `through`, were written by this reading. */
  after: bigint
  through: bigint
  /** Source time of the reading whose rows a late reading had to repeat; null when it was not late. */
  repeatedAt: Date | null
  digest: string
  chain: string
}

/** Whose readings: those of a source that serves every race, or those of one race's window. */
export interface ReadingsOf {
  /** The race's id. */
  id: number
  source: string
  sourceClass: SourceClass
}

/** All readings that share a chain up to a run, in the order they were stored: the chain begins with the first of them. */
export async function loadReadings(db: Db, of: ReadingsOf, lastRunId: number): Promise<ChainedReading[]> {
  const found = await queryRows<RunRow>(
    db,
    sql`
    select id, (extract(epoch from as_of) * 1000)::bigint::text as at, complete, total_users, listed_users,
      changed_users, stats_through::text as stats_through, digest, chain
    from ${ingestRuns}
    where source = ${of.source} and outcome = 'ok' and id <= ${lastRunId}
      and ${of.sourceClass === 'cumulative' ? sql`race_id is null` : sql`race_id = ${of.id}`}
    order by id`,
  )
  let after = 0n
  const times: number[] = []
  return found.map((row) => {
    const through = row.stats_through === null ? after : BigInt(row.stats_through)
    const at = parseInt(row.at, 10)
    const next = firstAbove(times, at)
    const repeatedAt = times[next]
    times.splice(next, 0, at)
    const reading = {
      runId: row.id,
      asOf: new Date(at),
      complete: row.complete,
      totalUsers: row.total_users,
      listedUsers: row.listed_users,
      changedUsers: row.changed_users,
      after,
      through,
      repeatedAt: repeatedAt === undefined ? null : new Date(repeatedAt),
      digest: row.digest ?? '',
      chain: row.chain ?? '',
    }
    if (through > after) after = through
    return reading
  })
}

// A batch holds the rows of some readings in memory.
const rowsMax = 50_000

/**
 * Recomputes the digests of some readings from the stored rows, a batch at a time.
 *
 * @param readings in the order they were stored
 */
export async function* recomputeDigests(
  db: Db,
  of: ReadingsOf,
  readings: readonly ChainedReading[],
): AsyncGenerator<{ reading: ChainedReading; digest: string }> {
  for (let from = 0; from < readings.length;) {
    let until = from
    for (let rows = 0; until < readings.length && (rows === 0 || rows < rowsMax); until++)
      rows += readings[until]?.changedUsers ?? 0
    const batch = readings.slice(from, until)
    const rows = await loadRows(db, of, batch)
    let row = 0
    for (const reading of batch) {
      while ((rows[row]?.id ?? reading.through) <= reading.after && row < rows.length) row++
      const first = row
      while (row < rows.length && (rows[row]?.id ?? 0n) <= reading.through) row++
      const written = rows.slice(first, row)
      const changes = written.filter(({ at }) => at === reading.asOf.getTime())
      const repeated = written.filter(({ at }) => at !== reading.asOf.getTime())
      const again = { asOf: new Date(repeated[0]?.at ?? 0), changes: repeated }
      yield { reading, digest: readingDigest({ source: of.source, ...reading }, changes, again) }
    }
    from = until
  }
}

/** The reading that wrote a stored row; undefined when none of them did. */
export function readingOfRow(
  readings: readonly ChainedReading[],
  row: { id: bigint; at: number },
): ChainedReading | undefined {
  let low = 0
  let high = readings.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((readings[middle]?.through ?? 0n) < row.id) low = middle + 1
    else high = middle
  }
  const reading = readings[low]
  if (!reading || row.id <= reading.after) return undefined
  return row.at === reading.asOf.getTime() || row.at === reading.repeatedAt?.getTime() ? reading : undefined
}

function firstAbove(times: readonly number[], at: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? 0) <= at) low = middle + 1
    else high = middle
  }
  return low
}

/** The rows at the times of some readings, and at those that late ones repeated, in the order they were written. */
async function loadRows(db: Db, of: ReadingsOf, readings: readonly ChainedReading[]) {
  const times = readings.flatMap(({ asOf, repeatedAt }) => (repeatedAt ? [asOf, repeatedAt] : [asOf]))
  const instants = arrayLiteral(new Set(times.map((at) => at.toISOString())))
  const rows =
    of.sourceClass === 'cumulative'
      ? sql`
    select id, user_id, timestamp, wagered_all_time as all_time, total_wager as month, wagered_this_week as week,
      wagered_today as today, listed
    from ${affiliateStats} where source = ${of.source}`
      : sql`
    select id, user_id, timestamp, total as all_time, null::numeric as month, null::numeric as week,
      null::numeric as today, listed
    from ${raceSamples} where race_id = ${of.id}`
  const found = await queryRows<DigestRow>(
    db,
    sql`
    select s.id::text as id, (extract(epoch from s.timestamp) * 1000)::bigint::text as at,
      coalesce(a.uid, 'user ' || s.user_id) as uid, s.all_time::text as all_time, s.month::text as month,
      s.week::text as week, s.today::text as today, s.listed
    from (${rows} and timestamp = any(${instants}::timestamptz[])) as s
    left join ${affiliateAccounts} a on a.user_id = s.user_id and a.source = ${of.source}
    order by s.id`,
  )
  return found.map((row) => ({
    id: BigInt(row.id),
    at: parseInt(row.at, 10),
    uid: row.uid,
    ...parseCounters(row),
    listed: row.listed,
  }))
}

type RunRow = {
  id: number
  at: string
  complete: boolean
  total_users: number | null
  listed_users: number
  changed_users: number
  stats_through: string | null
  digest: string | null
  chain: string | null
}

type DigestRow = CounterTexts & { id: string; at: string; uid: string; listed: boolean }
