import { type Db, readable } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { ingestRuns, wagerRaces } from '@goated/schema/tables'
import { and, asc, count, desc, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import { listRacesInput, type ListRacesInput, listUnsettledRacesInput } from './inputs.ts'
import type { Race } from './race.ts'

/**
 * Races, the latest start first.
 *
 * @throws INPUT_INVALID
 */
export async function listRaces(db: Db, input: ListRacesInput = {}): Promise<{ items: Race[]; total: number }> {
  const { status, limit, offset } = parseInput(listRacesInput, input)
  const where = status === undefined ? undefined : eq(wagerRaces.status, status)
  const [counted] = await db.select({ total: count() }).from(wagerRaces).where(where)
  const items = await db
    .select(readable(wagerRaces))
    .from(wagerRaces)
    .where(where)
    .orderBy(desc(wagerRaces.startDate), desc(wagerRaces.id))
    .limit(limit)
    .offset(offset)
  return { items, total: counted?.total ?? 0 }
}

/**
 * Races of a source that have started and still wait for readings, the one that was asked for longest ago first: where
 * a provider allows one request at a time, each gets its turn.
 *
 * @throws INPUT_INVALID
 */
export async function listUnsettledRaces(db: Db, sourceId: string, at: Date): Promise<Race[]> {
  const { source, now } = parseInput(listUnsettledRacesInput, { source: sourceId, now: at })
  return db
    .select(readable(wagerRaces))
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
    .select(readable(wagerRaces))
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
