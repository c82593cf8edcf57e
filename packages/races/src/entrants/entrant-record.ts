import { type Db, readable } from '@goated/schema'
import { users, wagerRaceParticipants } from '@goated/schema/tables'
import type { DecisionKind } from '@goated/schema/vocabulary'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Entrant, Race } from '../race/race.ts'
import { orderBySql } from '../race/standing-order.ts'
import { loadFolds } from '../total/race-folds.ts'
import { dueDecisions } from './due-decisions.ts'

/** An entrant with all that an admin decides by. Amounts in units of 1e-8. */
export interface EntrantRecord extends Pick<
  Entrant,
  | 'userId'
  | 'uid'
  | 'rank'
  | 'low'
  | 'high'
  | 'baseline'
  | 'method'
  | 'adjustment'
  | 'disqualifiedAt'
  | 'disqualifiedReason'
  | 'reachedAt'
  | 'joinedAt'
> {
  username: string
  /** The player's name is not to be shown to others. */
  nameHidden: boolean
  /** Adjustments included. */
  total: bigint
  /** Why somebody should look, and `stale` where the total is carried forward. */
  flags: string[]
  /** Readings held back one after the other. */
  heldReadings: number
  /** What may be decided now. */
  decisionsDue: DecisionKind[]
}

/** One page of a race's entrants, in order of rank, the disqualified last: two statements, however many there are. */
export async function selectRecords(
  db: Db,
  race: Race,
  page: { where: SQL | undefined; limit: number; offset: number },
): Promise<EntrantRecord[]> {
  const entrant = wagerRaceParticipants
  const rows = await db
    .select(
      readable({
        userId: entrant.userId,
        uid: entrant.uid,
        username: users.username,
        nameHidden: users.nameHidden,
        rank: entrant.rank,
        total: entrant.totalWager,
        low: entrant.low,
        high: entrant.high,
        baseline: entrant.baseline,
        method: entrant.method,
        adjustment: entrant.adjustment,
        flags: entrant.flags,
        disqualifiedAt: entrant.disqualifiedAt,
        disqualifiedReason: entrant.disqualifiedReason,
        reachedAt: entrant.reachedAt,
        joinedAt: entrant.joinedAt,
      }),
    )
    .from(entrant)
    .innerJoin(users, eq(users.id, entrant.userId))
    .where(and(eq(entrant.raceId, race.id), page.where))
    .orderBy(
      sql`${entrant.disqualifiedAt} is not null`,
      sql`${entrant.rank} nulls last`,
      orderBySql('wager_race_participants'),
    )
    .limit(page.limit)
    .offset(page.offset)
  const userIds = rows.map(({ userId }) => userId)
  const folds = rows.length === 0 ? null : await loadFolds(db, race.id, userIds)
  return rows.map((row) => {
    const heldReadings = folds?.get(row.userId)?.held ?? 0
    return { ...row, heldReadings, decisionsDue: dueDecisions(race, { flags: row.flags, heldReadings }) }
  })
}
