import { type Db } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { users, wagerRaceParticipants } from '@goated/schema/tables'
import { and, count, eq, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import { findRace } from '../race/find-race.ts'
import { type EntrantRecord, selectRecords } from './entrant-record.ts'
import { listEntrantsInput, type ListEntrantsInput } from './inputs.ts'

/**
 * Entrants of a race for admins, in order of rank, the disqualified last.
 *
 * @throws INPUT_INVALID, RACE_NOT_FOUND
 */
export async function listEntrants(
  db: Db,
  input: ListEntrantsInput,
): Promise<{ items: EntrantRecord[]; total: number }> {
  const { raceId, flagged, disqualified, search, limit, offset } = parseInput(listEntrantsInput, input)
  const race = await findRace(db, raceId)
  const { disqualifiedAt } = wagerRaceParticipants
  const where = and(
    flagged === undefined ? undefined : isFlagged(flagged),
    disqualified === undefined ? undefined : disqualified ? isNotNull(disqualifiedAt) : isNull(disqualifiedAt),
    search === undefined || search === '' ? undefined : matches(search),
  )
  const [counted] = await db
    .select({ total: count() })
    .from(wagerRaceParticipants)
    .innerJoin(users, eq(users.id, wagerRaceParticipants.userId))
    .where(and(eq(wagerRaceParticipants.raceId, raceId), where))
  return { items: await selectRecords(db, race, { where, limit, offset }), total: counted?.total ?? 0 }
}

/** A total that is carried forward is no reason to look. */
function isFlagged(flagged: boolean): SQL {
  return sql`(array_remove(${wagerRaceParticipants.flags}, 'stale') <> '{}') = ${flagged}::boolean`
}

function matches(search: string): SQL | undefined {
  // Not a pattern: what people look for may hold the characters that patterns are made of.
  const inName = sql`position(lower(${search}) in lower(${users.username})) > 0`
  return or(inName, eq(wagerRaceParticipants.uid, search))
}
