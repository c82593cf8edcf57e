import { type Db } from '@goated/schema'
import { queryRows } from '@goated/schema/internal'
import { affiliateAccounts, affiliateStats, raceSamples, wagerRaceParticipants } from '@goated/schema/tables'
import type { JoinPolicy } from '@goated/schema/vocabulary'
import { sql } from 'drizzle-orm'
import { emptyFold, stepFold } from '../total/fold.ts'
import { contextOf, windowOf, type TotalledRace } from '../total/race-folds.ts'
import { type RaceTotal, readTotal } from '../total/race-total.ts'
import {
  expandSamples,
  type KnownUntil,
  loadPolls,
  loadStoredRows,
  loadWindowRows,
  type Poll,
  type StoredRow,
} from '../total/stored-samples.ts'
import { adjustmentOf, type Decided, type DecidedUntil, foldDecisions, loadDecided } from './decided.ts'

/** A player whose total is recomputed; `joinedAt` in a race that one must join. */
export interface Player {
  userId: number
  uid: string
  joinedAt: Date | undefined
}

/** A total recomputed from stored samples alone. */
export interface RecomputedTotal extends RaceTotal, Player {
  /** The stored rows it rests on. */
  rows: readonly StoredRow[]
  decided: Decided
}

/** Where to recompute: at a moment of source time, with what was known then. */
export interface RecomputeAt {
  asOf: Date
  decidedUntil: DecidedUntil
  known?: KnownUntil
}

const pageSize = 2000

/**
 * Recomputes the totals of everyone who may be an entrant, a page at a time, by the pure fold: who is an entrant
 * already, and in an open race everyone with a stored row since the start.
 */
export async function* recomputeTotals(
  db: Db,
  race: TotalledRace & { joinPolicy: JoinPolicy },
  at: RecomputeAt,
): AsyncGenerator<RecomputedTotal[]> {
  const polls = await loadPolls(
    db,
    { source: race.source, raceId: race.id, start: race.startDate, asOf: at.asOf },
    at.known,
  )
  const players = await findPlayers(db, race, at)
  for (let from = 0; from < players.length; from += pageSize)
    yield await recomputePlayers(db, race, players.slice(from, from + pageSize), polls, at)
}

async function recomputePlayers(
  db: Db,
  race: TotalledRace,
  players: readonly Player[],
  polls: readonly Poll[],
  at: RecomputeAt,
): Promise<RecomputedTotal[]> {
  const userIds = players.map(({ userId }) => userId)
  const rows = await loadRaceRows(db, race, { userIds, asOf: at.asOf }, at.known)
  const decidedOf = await loadDecided(db, { raceId: race.id, userIds, until: at.decidedUntil })
  return players.map((player) => {
    const window = windowOf(race, player.joinedAt)
    const stored = rows.get(player.userId) ?? []
    const decided = decidedOf(player.userId)
    const context = contextOf(race, { decisions: foldDecisions(decided), joinedAt: player.joinedAt })
    const state = emptyFold(context)
    for (const sample of expandSamples(stored, polls, window)) stepFold(state, sample, context)
    const total = readTotal(state, context, at.asOf.getTime(), window.start)
    return { ...player, ...adjust(total, adjustmentOf(decided)), rows: stored, decided }
  })
}

/** The stored rows of some players that count in a race, by user, whatever its source reports. */
export function loadRaceRows(
  db: Db,
  race: TotalledRace,
  input: { userIds: readonly number[]; asOf: Date },
  known?: KnownUntil,
): Promise<Map<number, StoredRow[]>> {
  return race.sourceClass === 'cumulative'
    ? loadStoredRows(db, { ...input, start: race.startDate }, known)
    : loadWindowRows(db, { ...input, raceId: race.id }, known)
}

/** What an adjustment makes of a total; it cannot go below zero. */
function adjust(total: RaceTotal, adjustment: bigint): RaceTotal {
  const add = (amount: bigint) => (amount + adjustment > 0n ? amount + adjustment : 0n)
  return { ...total, total: add(total.total), low: add(total.low), high: add(total.high) }
}

async function findPlayers(
  db: Db,
  race: TotalledRace & { joinPolicy: JoinPolicy },
  at: RecomputeAt,
): Promise<Player[]> {
  const entrants = sql`select user_id from ${wagerRaceParticipants} where race_id = ${race.id}`
  const seen =
    race.sourceClass === 'cumulative'
      ? sql`
    select user_id from ${affiliateStats}
    where source = ${race.source} and timestamp > ${race.startDate.toISOString()}::timestamptz`
      : sql`select user_id from ${raceSamples} where race_id = ${race.id}`
  const until = sql`and timestamp <= ${at.asOf.toISOString()}::timestamptz
    ${at.known?.statsThrough === undefined ? sql`` : sql`and id <= ${at.known.statsThrough.toString()}::bigint`}`
  const found = await queryRows<{ user_id: number; uid: string; joined_at: string | null }>(
    db,
    sql`
    select c.user_id, coalesce(p.uid, a.uid) as uid, (extract(epoch from p.joined_at) * 1000)::bigint::text as joined_at
    from (${race.joinPolicy === 'open' ? sql`${entrants} union ${seen} ${until}` : entrants}) as c
    left join ${wagerRaceParticipants} p on p.race_id = ${race.id} and p.user_id = c.user_id
    left join ${affiliateAccounts} a on a.user_id = c.user_id
    order by c.user_id`,
  )
  return found.map(({ user_id, uid, joined_at }) => ({
    userId: user_id,
    uid,
    joinedAt: race.joinPolicy === 'opt_in' && joined_at !== null ? new Date(parseInt(joined_at, 10)) : undefined,
  }))
}
