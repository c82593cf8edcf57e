import { type Db, readable } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { users, wagerRaceParticipants, wagerRaces } from '@goated/schema/tables'
import { and, asc, eq, lte } from 'drizzle-orm'
import { raceError } from '../errors.ts'
import { orderBySql } from '../race/standing-order.ts'
import { loadTopProgressionsInput, type LoadTopProgressionsInput } from './inputs.ts'
import { type ProgressionPoint, progressionPoints } from './progression.ts'

/** How one entrant's total grew. */
export interface Progression {
  userId: number
  username: string
  /** The player's name is not to be shown to others. */
  nameHidden: boolean
  rank: number
  points: ProgressionPoint[]
}

/**
 * How the totals of a race's best grew, in order of the standings: one statement.
 *
 * @throws INPUT_INVALID, RACE_NOT_FOUND
 */
export async function loadTopProgressions(db: Db, input: LoadTopProgressionsInput): Promise<Progression[]> {
  const { raceId, limit } = parseInput(loadTopProgressionsInput, input)
  const { asOf, endDate } = wagerRaces
  const rows = await db
    .select(
      readable({
        race: { asOf, endDate },
        rank: wagerRaceParticipants.rank,
        total: wagerRaceParticipants.totalWager,
        history: wagerRaceParticipants.wagerHistory,
        user: { userId: users.id, username: users.username, nameHidden: users.nameHidden },
      }),
    )
    .from(wagerRaces)
    .leftJoin(
      wagerRaceParticipants,
      and(eq(wagerRaceParticipants.raceId, wagerRaces.id), lte(wagerRaceParticipants.rank, limit)),
    )
    .leftJoin(users, eq(users.id, wagerRaceParticipants.userId))
    .where(eq(wagerRaces.id, raceId))
    .orderBy(asc(wagerRaceParticipants.rank), orderBySql('wager_race_participants'))
    .limit(limit)
  if (rows.length === 0) throw raceError('RACE_NOT_FOUND', 'There is no such race.', { details: { raceId } })
  return rows.flatMap(({ race, rank, total, history, user }) =>
    user === null || rank === null || total === null
      ? []
      : [{ ...user, rank, points: progressionPoints(history ?? [], race, total) }],
  )
}
