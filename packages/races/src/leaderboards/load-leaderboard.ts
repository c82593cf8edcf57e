import { type Db, parseAmount, readable } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { queryRows } from '@goated/schema/internal'
import { affiliateAccounts, leaderboardSnapshots, users } from '@goated/schema/tables'
import type { LeaderboardPeriod } from '@goated/schema/vocabulary'
import { and, desc, eq, sql } from 'drizzle-orm'
import { type Board, type BoardEntry, createBoard, previousRanks } from '../standings/board.ts'
import { loadGrowth } from './growth.ts'
import { loadLeaderboardInput, type LoadLeaderboardInput } from './inputs.ts'
import { leaderboardWindow } from './leaderboard-period.ts'

/** A player on a leaderboard. */
export interface LeaderboardEntry extends BoardEntry {
  /** Against the same time of the period before: `"0.2500"` is a quarter more. Of the best 500; null: not known. */
  growth: string | null
}

/** A leaderboard with the provider period it covers. */
export interface Leaderboard extends Board<LeaderboardEntry> {
  period: LeaderboardPeriod
  periodStart: Date | null
  periodEnd: Date | null
}

// A chart of growth beyond the first pages is never looked at, and each player costs a look into the history.
const grownEntries = 500

const columns = {
  daily: affiliateAccounts.wageredToday,
  weekly: affiliateAccounts.wageredThisWeek,
  monthly: affiliateAccounts.wageredThisMonth,
  all_time: affiliateAccounts.wageredAllTime,
}

/**
 * Builds the leaderboard of a period from the latest counters. A counter that was last seen before the period began
 * belongs to the period before and does not count. Whoever has the same amount has the same rank: 1, 1, 3.
 *
 * @param previous the board it replaces, for the previous ranks
 * @throws INPUT_INVALID
 */
export async function loadLeaderboard(
  db: Db,
  wanted: LoadLeaderboardInput,
  previous?: Leaderboard,
): Promise<Leaderboard> {
  const input = parseInput(loadLeaderboardInput, wanted)
  const [newest] = await db
    .select(readable({ asOf: leaderboardSnapshots.asOf, version: leaderboardSnapshots.version }))
    .from(leaderboardSnapshots)
    .where(and(eq(leaderboardSnapshots.source, input.source), eq(leaderboardSnapshots.period, input.period)))
    .orderBy(desc(leaderboardSnapshots.version))
    .limit(1)
  const window = leaderboardWindow(input.period, newest?.asOf ?? input.now, input.calendar)
  const amount = columns[input.period]
  const current = window.periodStart
    ? sql`and ${affiliateAccounts.asOf} >= ${window.periodStart.toISOString()}::timestamptz`
    : sql``
  const found = await queryRows<{ user_id: number; username: string; name_hidden: boolean; amount: string }>(
    db,
    sql`
    select ${affiliateAccounts.userId} as user_id, ${users.username} as username, ${users.nameHidden} as name_hidden,
      ${amount}::text as amount
    from ${affiliateAccounts} join ${users} on ${users.id} = ${affiliateAccounts.userId}
    where ${affiliateAccounts.source} = ${input.source} and ${amount} > 0 ${current}
    order by ${amount} desc, ${affiliateAccounts.uid} collate "C"`,
  )
  // Yesterday's last rank says nothing about today.
  const comparable = previous && previous.periodStart?.getTime() === window.periodStart?.getTime()
  const rankBefore = previousRanks(comparable ? previous.entries : [])
  const amounts = found.map((row) => ({ userId: row.user_id, amount: parseAmount(row.amount) }))
  const growth = newest
    ? await loadGrowth(db, { ...input, asOf: newest.asOf, entries: amounts.slice(0, grownEntries) })
    : new Map<number, string>()
  const ranks = sharedRanks(amounts)
  const entries = found.map((row, index) => ({
    userId: row.user_id,
    username: row.username,
    nameHidden: row.name_hidden,
    rank: ranks[index] ?? index + 1,
    position: index + 1,
    previousRank: rankBefore(row.user_id, ranks[index] ?? index + 1),
    amount: amounts[index]?.amount ?? 0n,
    growth: growth.get(row.user_id) ?? null,
  }))
  const board = createBoard(entries, { version: newest?.version ?? 0, asOf: newest?.asOf ?? null })
  return { ...board, ...window, period: input.period }
}

/** Ranks of amounts in falling order. */
function sharedRanks(amounts: readonly { amount: bigint }[]): number[] {
  const ranks: number[] = []
  amounts.forEach(({ amount }, index) => {
    ranks.push(amounts[index - 1]?.amount === amount ? (ranks[index - 1] ?? 1) : index + 1)
  })
  return ranks
}
