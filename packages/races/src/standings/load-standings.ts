import { type Db, parseAmount, SUM_MAX } from '@goated/schema'
import { queryRows } from '@goated/schema/internal'
import { racePayouts, users, wagerRaceParticipants } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'
import { allocatePrizes } from '../prizes/allocation.ts'
import { findRace } from '../race/find-race.ts'
import type { Race } from '../race/race.ts'
import { orderBySql } from '../race/standing-order.ts'
import { type Board, type BoardEntry, createBoard, previousRanks } from './board.ts'

/** An entrant on a race's board. */
export interface Standing extends BoardEntry {
  uid: string
  /** Cents: what the entrant would receive if the race ended now, or receives. */
  prize: bigint
  /** Why an admin should look, and `stale` where the total is carried forward. */
  flags: readonly string[]
  /** What admins added or took, in units of 1e-8; part of the amount. */
  adjustment: bigint
  /** The bracket that the true total lies in, in units of 1e-8. */
  low: bigint
  high: bigint
  reachedAt: Date
}

/** A race with all its entrants in order. */
export interface RaceBoard extends Board<Standing> {
  race: Race
  /** Everybody who takes part, the disqualified included: the archive counts the same. */
  entrants: number
  /** What all entrants wagered in the race, in units of 1e-8. */
  totalWagered: bigint
}

/**
 * Loads the board of a race.
 *
 * @param previous the board it replaces, for the previous ranks
 * @throws INPUT_INVALID, RACE_NOT_FOUND
 */
export async function loadStandings(db: Db, raceId: number, previous?: RaceBoard): Promise<RaceBoard> {
  const race = await findRace(db, raceId)
  const found = await queryRows<StandingRow>(
    db,
    sql`
    select p.user_id, p.uid, u.username, u.name_hidden, p.rank, p.total_wager::text as total, p.low::text as low,
      p.high::text as high, p.adjustment::text as adjustment, array_to_string(p.flags, ',') as flags,
      (extract(epoch from p.reached_at) * 1000)::bigint::text as reached_at, w.amount::text as prize
    from ${wagerRaceParticipants} p join ${users} u on u.id = p.user_id
    left join ${racePayouts} w on w.race_id = p.race_id and w.user_id = p.user_id and w.status <> 'voided'
    where p.race_id = ${race.id} and p.rank is not null
    order by p.rank, ${orderBySql('p')}`,
  )
  const rankBefore = previousRanks(previous?.entries ?? [])
  const entries = found.map((row, index) => toStanding(row, index + 1, rankBefore))
  if (race.status !== 'completed' && race.status !== 'cancelled') foreseePrizes(race, entries)
  const board = createBoard(entries, { version: race.version, asOf: race.asOf })
  const unranked = await sumUnranked(db, raceId)
  return {
    ...board,
    race,
    entrants: entries.length + unranked.count,
    totalWagered: board.sum + unranked.total,
  }
}

/** Entrants without a rank: the disqualified. */
async function sumUnranked(db: Db, raceId: number): Promise<{ count: number; total: bigint }> {
  const [row] = await queryRows<{ count: number; total: string }>(
    db,
    sql`
    select count(*)::int as count, coalesce(sum(total_wager), 0)::text as total
    from ${wagerRaceParticipants} where race_id = ${raceId} and rank is null`,
  )
  return { count: row?.count ?? 0, total: parseAmount(row?.total ?? '0', { max: SUM_MAX }) }
}

/** What would be paid if the race ended now. */
function foreseePrizes(race: Race, entries: Standing[]): void {
  const allocations = allocatePrizes({
    pool: race.prizePool,
    distribution: race.prizeDistribution,
    ties: race.ties,
    unclaimed: race.unclaimed,
    minWager: race.minWager,
    standings: entries
      .filter(({ amount }) => amount > 0n)
      .map((entry) => ({ uid: entry.uid, total: entry.amount, reachedAt: entry.reachedAt.getTime(), entry })),
  })
  for (const { standing, amount } of allocations) standing.entry.prize = amount
}

type StandingRow = {
  user_id: number
  uid: string
  username: string
  name_hidden: boolean
  rank: number
  total: string
  low: string
  high: string
  adjustment: string
  flags: string
  reached_at: string
  prize: string | null
}

function toStanding(row: StandingRow, position: number, rankBefore: ReturnType<typeof previousRanks>): Standing {
  return {
    userId: row.user_id,
    uid: row.uid,
    username: row.username,
    nameHidden: row.name_hidden,
    rank: row.rank,
    position,
    previousRank: rankBefore(row.user_id, row.rank),
    amount: parseAmount(row.total),
    low: parseAmount(row.low),
    high: parseAmount(row.high),
    adjustment: parseAmount(row.adjustment),
    flags: row.flags === '' ? [] : row.flags.split(','),
    reachedAt: new Date(parseInt(row.reached_at, 10)),
    prize: row.prize === null ? 0n : parseAmount(row.prize, { decimals: 2 }),
  }
}
