import { type Db, type DomainEvent } from '@goated/schema'
import { arrayLiteral, queryRows } from '@goated/schema/internal'
import { ingestRuns, leaderboardSnapshots, outboxEvents, wagerRaces } from '@goated/schema/tables'
import type { LEADERBOARD_PERIODS, LeaderboardPeriod, RaceStatus } from '@goated/schema/vocabulary'
import { sql } from 'drizzle-orm'

/** A race as far as it tells whether a board of it is outdated. */
export interface StoredRace {
  id: number
  status: RaceStatus
  /** Differs as soon as anything about the race, its standings or its successor does. */
  fingerprint: string
}

export interface StoredState {
  /** The open ones, and those that were asked for. */
  races: StoredRace[]
  /** Versions; a leaderboard that was never computed is missing. */
  leaderboards: Map<LeaderboardPeriod, number>
  /** Source time of each source's newest good reading. */
  readings: Map<string, Date | null>
}

export interface RaceFacts {
  version: number
  status: RaceStatus
  updatedAt: Date
  nextRaceId: number | null
}

/** What a board of a race depends on, as one string. */
export function raceFingerprint(race: RaceFacts): string {
  return [race.version, race.status, race.updatedAt.getTime(), race.nextRaceId ?? ''].join('.')
}

/** Finds out what moved, whichever process moved it: a few rows by index, however many entrants there are. */
export async function readStoredState(
  db: Db,
  input: {
    source: string
    sources: readonly string[]
    raceIds: readonly number[]
    periods: typeof LEADERBOARD_PERIODS
  },
): Promise<StoredState> {
  const races = await readRaces(db, input.raceIds)
  const leaderboards = await queryRows<{ period: LeaderboardPeriod; version: number }>(
    db,
    sql`
    select p.period, newest.version
    from unnest(${arrayLiteral(input.periods)}::text[]) as p (period)
    cross join lateral (select max(version) as version from ${leaderboardSnapshots}
      where source = ${input.source} and period = p.period) as newest
    where newest.version is not null`,
  )
  const sources = new Set([input.source, ...input.sources, ...races.map(({ source }) => source)])
  return {
    races,
    leaderboards: new Map(leaderboards.map(({ period, version }) => [period, version])),
    readings: await readNewestReadings(db, [...sources]),
  }
}

async function readRaces(db: Db, raceIds: readonly number[]): Promise<(StoredRace & { source: string })[]> {
  const rows = await queryRows<{
    id: number
    source: string
    status: RaceStatus
    version: number
    updated_at: string
    next_race_id: number | null
  }>(
    db,
    sql`
    select r.id, r.source, r.status, r.version, (extract(epoch from r.updated_at) * 1000)::bigint::text as updated_at,
      (select n.id from ${wagerRaces} n where n.series_id = r.series_id and n.start_date > r.start_date
        order by n.start_date limit 1) as next_race_id
    from ${wagerRaces} r
    where r.status in ('upcoming', 'live', 'settling') or r.id = any(${arrayLiteral(raceIds)}::int[])
    order by r.id`,
  )
  return rows.map((row) => {
    const updatedAt = new Date(Number.parseInt(row.updated_at, 10))
    const facts = { version: row.version, status: row.status, updatedAt, nextRaceId: row.next_race_id }
    return { id: row.id, source: row.source, status: row.status, fingerprint: raceFingerprint(facts) }
  })
}

/** Source time of the newest good reading of each source; null where there is none. */
export async function readNewestReadings(db: Db, sources: readonly string[]): Promise<Map<string, Date | null>> {
  const rows = await queryRows<{ source: string; as_of: string | null }>(
    db,
    sql`
    select s.source, (select (extract(epoch from max(as_of)) * 1000)::bigint::text from ${ingestRuns}
      where ${ingestRuns.source} = s.source and outcome = 'ok') as as_of
    from unnest(${arrayLiteral(sources)}::text[]) as s (source)`,
  )
  return new Map(rows.map((row) => [row.source, row.as_of === null ? null : new Date(Number.parseInt(row.as_of, 10))]))
}

const RACE_EVENTS = [
  'race.created',
  'race.started',
  'race.settling',
  'race.completed',
  'race.cancelled',
  'race.updated',
  'race.verified',
] as const

/** A player's name is hidden from now on, or shown again. */
export const NAME_HIDDEN_EVENT = 'user.nameHidden'

const followedEvents: readonly string[] = [...RACE_EVENTS, NAME_HIDDEN_EVENT]

/** The most events that one call returns. */
export const RACE_EVENTS_PAGE = 1000

/** What happened to races and names since an event of the outbox, in order, and the newest number the outbox has given out. */
export async function readRaceEvents(
  db: Db,
  after: bigint,
): Promise<{ events: (DomainEvent & { id: bigint })[]; newest: bigint }> {
  const [newest] = await queryRows<{ id: string | null }>(db, sql`select max(id)::text as id from ${outboxEvents}`)
  const rows = await queryRows<{ id: string; name: string; payload: unknown }>(
    db,
    sql`
    select id::text as id, name, payload from ${outboxEvents}
    where id > ${after.toString()}::bigint and name = any(${arrayLiteral(followedEvents)}::text[])
    order by ${outboxEvents.id} limit ${RACE_EVENTS_PAGE}`,
  )
  return {
    events: rows.map(({ id, name, payload }) => ({ id: BigInt(id), name, payload: payload as DomainEvent['payload'] })),
    newest: BigInt(newest?.id ?? 0),
  }
}
