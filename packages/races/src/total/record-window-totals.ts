import { type Db, parseAmount, readable, type WindowChange, type WindowProjection } from '@goated/schema'
import { arrayLiteral, queryRows } from '@goated/schema/internal'
import { raceSamples, wagerRaceParticipants, wagerRaces } from '@goated/schema/tables'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { publishStandings, type RankChangeOptions } from '../standings/publish-standings.ts'
import { emptyFold, stepFold } from './fold.ts'
import { contextsOf, loadDecisions, loadFolds, type PlayerFold, saveFolds } from './race-folds.ts'
import { writeTotals } from './write-totals.ts'

/**
 * Makes the projection for providers that are asked for a race's own window, or that run the race: what they say is
 * the total (rule 11), held back and settled by the same rules as any other.
 */
export function trackWindowTotals(options: RankChangeOptions = {}): WindowProjection {
  return async (tx, snapshot, { now }) => {
    const [race] = await tx
      .select(readable(wagerRaces))
      .from(wagerRaces)
      .where(and(eq(wagerRaces.id, snapshot.raceId), inArray(wagerRaces.status, ['upcoming', 'live', 'settling'])))
      .for('update')
    if (!race || race.settledBy !== null) return []
    const changes = new Map((await heldPlayers(tx, race.id)).map((change) => [change.userId, change]))
    for (const change of snapshot.changes) changes.set(change.userId, change)
    const userIds = [...changes.keys()]
    const states = await loadFolds(tx, race.id, userIds)
    const contexts = contextsOf(race, await loadDecisions(tx, race.id, userIds))
    const folds = [...changes.values()].map(({ userId, total, listed }): PlayerFold => {
      const context = contexts(userId)
      const state = states.get(userId) ?? emptyFold(context)
      const counters = listed ? { allTime: total, month: null, week: null, today: null } : null
      stepFold(state, { at: snapshot.asOf.getTime(), complete: snapshot.complete, counters }, context)
      return { userId, state, context }
    })
    await saveFolds(tx, race.id, folds)
    const joined = await writeTotals(tx, race, { folds, asOf: snapshot.asOf, now })
    return publishStandings(tx, race, { joined, asOf: snapshot.asOf, now }, options)
  }
}

/** The projection of `trackWindowTotals` with its defaults. */
export const recordWindowTotals: WindowProjection = trackWindowTotals()

/** Players whose last total was held back: for them an unchanged reading counts too. */
async function heldPlayers(tx: Db, raceId: number): Promise<WindowChange[]> {
  const held = await tx
    .select({ userId: wagerRaceParticipants.userId, uid: wagerRaceParticipants.uid })
    .from(wagerRaceParticipants)
    .where(and(eq(wagerRaceParticipants.raceId, raceId), sql`'held' = any(${wagerRaceParticipants.flags})`))
  if (held.length === 0) return []
  const latest = await queryRows<{ user_id: number; total: string; listed: boolean }>(
    tx,
    sql`
    select distinct on (user_id) user_id, total::text as total, listed from ${raceSamples}
    where race_id = ${raceId} and user_id = any(${arrayLiteral(held.map(({ userId }) => userId))}::int[])
    order by user_id, timestamp desc`,
  )
  const uids = new Map(held.map(({ userId, uid }) => [userId, uid]))
  return latest.map(({ user_id, total, listed }) => ({
    userId: user_id,
    uid: uids.get(user_id) ?? '',
    total: parseAmount(total),
    listed,
  }))
}
