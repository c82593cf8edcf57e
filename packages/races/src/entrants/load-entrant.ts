import { type Db, readable } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { users, wagerAdjustments, wagerDecisions, wagerRaceParticipants } from '@goated/schema/tables'
import { and, asc, eq, ne, or } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { findEntrant } from '../race/find-entrant.ts'
import { findRace } from '../race/find-race.ts'
import { type ProgressionPoint, progressionPoints } from '../total/progression.ts'
import { type EntrantRecord, selectRecords } from './entrant-record.ts'
import { loadEntrantInput, type LoadEntrantInput } from './inputs.ts'

/** Whoever decided something; null where that user is gone. */
type Decider = { userId: number; username: string } | null
type Decision = typeof wagerDecisions.$inferSelect
type Adjustment = typeof wagerAdjustments.$inferSelect

/** An entrant with everything that was ever decided about it. */
export interface EntrantDetail extends EntrantRecord {
  /** Those that count in this race, whichever race they were made in, in the order they take effect. */
  decisions: (Omit<Decision, 'decidedBy'> & { decidedBy: Decider })[]
  /** Reverted ones included, in order of time. */
  adjustments: (Omit<Adjustment, 'createdBy' | 'revertedBy'> & { createdBy: Decider; revertedBy: Decider })[]
  /** How the total grew, up to the present. */
  history: ProgressionPoint[]
}

/**
 * One entrant of a race, for admins.
 *
 * @throws INPUT_INVALID, RACE_NOT_FOUND, ENTRANT_NOT_FOUND
 */
export async function loadEntrant(db: Db, input: LoadEntrantInput): Promise<EntrantDetail> {
  const { raceId, userId } = parseInput(loadEntrantInput, input)
  const race = await findRace(db, raceId)
  const { wagerHistory, totalWager } = await findEntrant(db, raceId, userId)
  const where = eq(wagerRaceParticipants.userId, userId)
  const [record] = await selectRecords(db, race, { where, limit: 1, offset: 0 })
  if (!record) throw new Error('An entrant has no user.')
  const decisions = await db
    .select({ ...readable(wagerDecisions), decidedBy: { userId: users.id, username: users.username } })
    .from(wagerDecisions)
    .leftJoin(users, eq(users.id, wagerDecisions.decidedBy))
    .where(
      and(eq(wagerDecisions.userId, userId), or(ne(wagerDecisions.kind, 'confirm'), eq(wagerDecisions.raceId, raceId))),
    )
    .orderBy(asc(wagerDecisions.effectiveFrom), asc(wagerDecisions.id))
  const reverter = alias(users, 'reverter')
  const adjustments = await db
    .select({
      ...readable(wagerAdjustments),
      createdBy: { userId: users.id, username: users.username },
      revertedBy: { userId: reverter.id, username: reverter.username },
    })
    .from(wagerAdjustments)
    .leftJoin(users, eq(users.id, wagerAdjustments.createdBy))
    .leftJoin(reverter, eq(reverter.id, wagerAdjustments.revertedBy))
    .where(and(eq(wagerAdjustments.raceId, raceId), eq(wagerAdjustments.userId, userId)))
    .orderBy(asc(wagerAdjustments.id))
  return { ...record, decisions, adjustments, history: progressionPoints(wagerHistory, race, totalWager) }
}
