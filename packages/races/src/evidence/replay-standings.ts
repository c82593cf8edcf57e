import { type Db, readable } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { queryRows } from '@goated/schema/internal'
import { wagerRaceParticipants, wagerRaces } from '@goated/schema/tables'
import type { BaselineMethod } from '@goated/schema/vocabulary'
import { eq, sql } from 'drizzle-orm'
import { raceError } from '../errors.ts'
import { compareStandings, placesOf } from '../race/standing-order.ts'
import type { TotalFlag } from '../total/fold.ts'
import { marksOf, type TotalState } from '../total/race-total.ts'
import { replayStandingsInput } from './inputs.ts'
import { recomputeTotals } from './recompute-totals.ts'

/** A standing as it was. Amounts in units of 1e-8. */
export interface ReplayedStanding {
  rank: number
  userId: number
  uid: string
  total: bigint
  low: bigint
  high: bigint
  method: BaselineMethod | null
  flags: (TotalFlag | 'healed')[]
  /** Carried forward: the latest reading then did not list the player, or was held back. */
  stale: boolean
  state: TotalState
  reachedAt: Date
}

/**
 * The standings of a race as they stood at a moment, recomputed from the readings with a source time until then.
 * A reading that came late is in them too: it is what was true then, if not what was shown.
 *
 * @throws INPUT_INVALID, RACE_NOT_FOUND
 */
export async function replayStandings(db: Db, id: number, moment: Date): Promise<ReplayedStanding[]> {
  const { raceId, at } = parseInput(replayStandingsInput, { raceId: id, at: moment })
  const [race] = await db.select(readable(wagerRaces)).from(wagerRaces).where(eq(wagerRaces.id, raceId))
  if (!race) throw raceError('RACE_NOT_FOUND', 'There is no such race.', { details: { raceId } })
  if (at <= race.startDate) return []
  const { entrants, disqualified } = await entrantsAt(db, raceId, at)
  const standings: (Omit<ReplayedStanding, 'rank' | 'reachedAt'> & { reachedAt: number })[] = []
  for await (const page of recomputeTotals(db, race, { asOf: at, decidedUntil: at })) {
    for (const replayed of page) {
      const { userId, uid, total, low, high, method, stale, state, reachedAt } = replayed
      const flags = marksOf(replayed)
      const entered =
        entrants.has(userId) || (race.joinPolicy === 'open' && (total > 0n || flags.includes('unknown_history')))
      if (!entered || disqualified.has(userId)) continue
      standings.push({ userId, uid, total, low, high, method, flags, stale, state, reachedAt })
    }
  }
  standings.sort(compareStandings)
  const places = placesOf(standings, race.ties)
  return standings.map(({ reachedAt, ...standing }, index) => ({
    rank: places[index] ?? index + 1,
    ...standing,
    reachedAt: new Date(reachedAt),
  }))
}

/** Who had entered by then, and who was disqualified. */
async function entrantsAt(db: Db, raceId: number, at: Date) {
  const found = await queryRows<{ user_id: number; out: boolean }>(
    db,
    sql`
    select user_id, coalesce(disqualified_at <= ${at.toISOString()}::timestamptz, false) as out
    from ${wagerRaceParticipants} where race_id = ${raceId} and joined_at <= ${at.toISOString()}::timestamptz`,
  )
  return {
    entrants: new Set(found.map(({ user_id }) => user_id)),
    disqualified: new Set(found.filter(({ out }) => out).map(({ user_id }) => user_id)),
  }
}
