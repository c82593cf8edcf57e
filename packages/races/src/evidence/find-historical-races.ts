import { type Db, readable } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { type ArchivedStanding, historicalRaces, raceVerifications, users } from '@goated/schema/tables'
import { count, desc, eq, type SQL, sql } from 'drizzle-orm'
import { raceError } from '../errors.ts'
import {
  listHistoricalRacesInput,
  type ListHistoricalRacesInput,
  loadHistoricalRaceInput,
  type LoadHistoricalRaceInput,
} from './inputs.ts'

/** A final standing, with what its player wishes by now. */
export interface ArchivedStandingNow extends ArchivedStanding {
  /** The name is not to be shown to others: whoever shows the standing masks it. */
  nameHidden: boolean
}

/** A standing that has a rank: the disqualified have none. */
export interface HistoricalWinner extends ArchivedStandingNow {
  rank: number
}

/** An archived race without its standings, but with the best of them. */
export interface HistoricalRaceSummary extends Omit<typeof historicalRaces.$inferSelect, 'participants' | 'status'> {
  winners: HistoricalWinner[]
  /** What computing the result again gave, the last time; null: it was not done yet. */
  verified: { ok: boolean; at: Date } | null
}

const subscriptMax = 2_147_483_647

/**
 * Archived races, the latest first.
 *
 * @throws INPUT_INVALID
 */
export async function listHistoricalRaces(
  db: Db,
  input: ListHistoricalRacesInput = {},
): Promise<{ items: HistoricalRaceSummary[]; total: number }> {
  const { raceId, winners, limit, offset } = parseInput(listHistoricalRacesInput, input)
  const where = raceId === undefined ? undefined : eq(historicalRaces.raceId, raceId)
  const [counted] = await db.select({ total: count() }).from(historicalRaces).where(where)
  const items = await db
    .select(summaryColumns(winners))
    .from(historicalRaces)
    .leftJoin(raceVerifications, eq(raceVerifications.raceId, historicalRaces.raceId))
    .where(where)
    .orderBy(desc(historicalRaces.endDate), desc(historicalRaces.id))
    .limit(limit)
    .offset(offset)
  return { items, total: counted?.total ?? 0 }
}

/**
 * An archived race with one page of its final standings in the order of the archive: by rank, the disqualified last.
 *
 * @param input.id the archive's id, not the race's
 * @throws INPUT_INVALID
 * @throws HISTORICAL_RACE_NOT_FOUND
 */
export async function loadHistoricalRace(
  db: Db,
  input: LoadHistoricalRaceInput,
): Promise<HistoricalRaceSummary & { standings: ArchivedStandingNow[] }> {
  const { id, limit, offset } = parseInput(loadHistoricalRaceInput, input)
  // Cut out by the database: all standings may be many megabytes.
  const page = sql`jsonb_path_query_array(${historicalRaces.participants}, '$[$first to $last]',
    jsonb_build_object('first', ${offset}::int, 'last', ${Math.min(offset + limit - 1, subscriptMax)}::int))`
  const [race] = await db
    .select({
      ...summaryColumns(),
      standings: withNameHidden<ArchivedStandingNow>(page),
    })
    .from(historicalRaces)
    .leftJoin(raceVerifications, eq(raceVerifications.raceId, historicalRaces.raceId))
    .where(eq(historicalRaces.id, id))
  if (!race) throw raceError('HISTORICAL_RACE_NOT_FOUND', 'There is no such race in the archive.', { details: { id } })
  return race
}

function summaryColumns(winners = 3) {
  const { participants, status: _, ...columns } = readable(historicalRaces)
  // By position: any number may share the first rank.
  const best = sql`jsonb_path_query_array(${participants}, '$[0 to $last] ? (@.rank > 0)',
    jsonb_build_object('last', ${winners - 1}::int))`
  return readable({
    ...columns,
    winners: withNameHidden<HistoricalWinner>(best),
    verified: { ok: raceVerifications.ok, at: raceVerifications.verifiedAt },
  })
}

/** Some archived standings, each with whether its player hides the name now. */
function withNameHidden<Standing extends ArchivedStandingNow>(standings: SQL): SQL<Standing[]> {
  // Who is no user any more can no longer say so: hidden.
  return sql`coalesce((
    select jsonb_agg(s.standing || jsonb_build_object('nameHidden', coalesce(u.name_hidden, true)) order by s.place)
    from jsonb_array_elements(${standings}) with ordinality as s (standing, place)
    left join ${users} u on u.id = (s.standing ->> 'userId')::int), '[]')`
}
