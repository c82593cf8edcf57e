import type { Db } from '@goated/schema'
import { historicalRaces, ingestRuns, type RaceStatus, wagerRaces } from '@goated/schema/tables'
import { and, asc, count, desc, eq, getTableColumns, gt, inArray, isNull, lte, sql } from 'drizzle-orm'

type Race = typeof wagerRaces.$inferSelect

/** Races, the latest start first. */
export async function listRaces(
  db: Db,
  input: { status?: RaceStatus | undefined; limit: number; offset: number },
): Promise<{ items: Race[]; total: number }> {
  const where = input.status === undefined ? undefined : eq(wagerRaces.status, input.status)
  const [counted] = await db.select({ total: count() }).from(wagerRaces).where(where)
  const items = await db
    .select()
    .from(wagerRaces)
    .where(where)
    .orderBy(desc(wagerRaces.startDate), desc(wagerRaces.id))
    .limit(input.limit)
    .offset(input.offset)
  return { items, total: counted?.total ?? 0 }
}

/**
 * Races of a source that have started and still wait for readings, the one that was asked for longest ago first: where
 * a provider allows one request at a time, each gets its turn.
 */
export async function listUnsettledRaces(db: Db, source: string, now: Date): Promise<Race[]> {
  return db
    .select()
    .from(wagerRaces)
    .where(
      and(
        eq(wagerRaces.source, source),
        inArray(wagerRaces.status, ['live', 'settling']),
        isNull(wagerRaces.settledBy),
        lte(wagerRaces.startDate, now),
      ),
    )
    .orderBy(
      sql`(select max(${ingestRuns.startedAt}) from ${ingestRuns} where ${ingestRuns.raceId} = ${wagerRaces.id}) nulls first`,
      asc(wagerRaces.endDate),
      asc(wagerRaces.id),
    )
}

/** The race a visitor wants to see: the live one, else the one settling, the next, the latest; null when there is none. */
export async function findCurrentRace(db: Db): Promise<Race | null> {
  const order = sql`array_position(array['live', 'settling', 'upcoming', 'completed'], ${wagerRaces.status})`
  const [race] = await db
    .select()
    .from(wagerRaces)
    .where(inArray(wagerRaces.status, ['live', 'settling', 'upcoming', 'completed']))
    .orderBy(
      order,
      // Of those that are open, the first to end; of those that are over, the last.
      sql`case when ${wagerRaces.status} = 'completed' then -extract(epoch from ${wagerRaces.endDate})
        else extract(epoch from ${wagerRaces.endDate}) end`,
      asc(wagerRaces.id),
    )
    .limit(1)
  return race ?? null
}

/** The id of the race that follows in the same series; null when there is none yet. */
export async function findNextRaceId(db: Db, race: Pick<Race, 'seriesId' | 'startDate'>): Promise<number | null> {
  if (race.seriesId === null) return null
  const [next] = await db
    .select({ id: wagerRaces.id })
    .from(wagerRaces)
    .where(and(eq(wagerRaces.seriesId, race.seriesId), gt(wagerRaces.startDate, race.startDate)))
    .orderBy(asc(wagerRaces.startDate))
    .limit(1)
  return next?.id ?? null
}

/** An archived standing as JSON holds it. */
export interface HistoricalWinner {
  rank: number
  username: string
  total: string
  prize: string
}

/** An archived race without its standings, but with the best of them. */
export interface HistoricalRaceSummary extends Omit<typeof historicalRaces.$inferSelect, 'participants' | 'status'> {
  winners: HistoricalWinner[]
}

/**
 * Archived races, the latest first.
 *
 * @param input.winners how many of the best to include. Default 3
 */
export async function listHistoricalRaces(
  db: Db,
  input: { limit: number; offset: number; winners?: number },
): Promise<{ items: HistoricalRaceSummary[]; total: number }> {
  const [counted] = await db.select({ total: count() }).from(historicalRaces)
  const winners = sql<HistoricalWinner[]>`coalesce((
    select jsonb_agg(w.winner order by (w.winner ->> 'rank')::int)
    from jsonb_path_query(${historicalRaces.participants}, '$[*] ? (@.rank <= $most)',
      jsonb_build_object('most', ${input.winners ?? 3}::int)) as w (winner)), '[]')`
  const { participants: _, status: __, ...columns } = getTableColumns(historicalRaces)
  const items = await db
    .select({ ...columns, winners })
    .from(historicalRaces)
    .orderBy(desc(historicalRaces.endDate), desc(historicalRaces.id))
    .limit(input.limit)
    .offset(input.offset)
  return { items, total: counted?.total ?? 0 }
}
