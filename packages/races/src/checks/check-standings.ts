import { type Db, formatAmount, readable } from '@goated/schema'
import { queryRows } from '@goated/schema/internal'
import { wagerRaceParticipants } from '@goated/schema/tables'
import { eq, sql } from 'drizzle-orm'
import { NO_END } from '../evidence/archived-race.ts'
import { recomputeTotals } from '../evidence/recompute-totals.ts'
import type { Race } from '../race/race.ts'
import { placeSql } from '../race/standing-order.ts'
import type { ReportViolation } from './violation.ts'

/** Checks the ranks of a race against its totals and its tie rule: 1, 1, 3. Returns how many entrants it has. */
export async function checkRanks(db: Db, race: Race, report: ReportViolation): Promise<number> {
  const [counted] = await queryRows<{ entrants: string }>(
    db,
    sql`select count(*)::text as entrants from ${wagerRaceParticipants} where race_id = ${race.id}`,
  )
  const wrong = await queryRows<{ uid: string; rank: number | null; expected: number | null }>(
    db,
    sql`
    with ranked as (
      select uid, rank, ${placeSql(race.ties)} as expected
      from ${wagerRaceParticipants} where race_id = ${race.id}
    )
    select uid, rank, expected from ranked where rank is distinct from expected order by expected, uid collate "C"`,
  )
  for (const { uid, rank, expected } of wrong)
    report({
      invariant: 'ranks',
      code: 'RANK_WRONG',
      raceId: race.id,
      uid,
      detail: `is ${rank ?? 'none'}, should be ${expected ?? 'none'}`,
    })
  return parseInt(counted?.entrants ?? '0', 10)
}

/** Checks the totals of an open race against the pure fold over stored samples. Returns how many were checked. */
export async function checkTotals(db: Db, race: Race, report: ReportViolation): Promise<number> {
  const entrants = await db
    .select(
      readable({
        userId: wagerRaceParticipants.userId,
        total: wagerRaceParticipants.totalWager,
        low: wagerRaceParticipants.low,
        high: wagerRaceParticipants.high,
        reachedAt: wagerRaceParticipants.reachedAt,
      }),
    )
    .from(wagerRaceParticipants)
    .where(eq(wagerRaceParticipants.raceId, race.id))
  const byUser = new Map(entrants.map((entrant) => [entrant.userId, entrant]))
  let checked = 0
  for await (const page of recomputeTotals(db, race, { asOf: NO_END, decidedUntil: NO_END })) {
    for (const expected of page) {
      checked++
      const found = byUser.get(expected.userId)
      // Who has no total takes no part, in a race that takes everyone.
      if (!found && expected.total === 0n && !expected.flags.includes('unknown_history')) continue
      const should = show(expected.total, expected.low, expected.high, expected.reachedAt)
      const is = found ? show(found.total, found.low, found.high, found.reachedAt.getTime()) : 'no entrant'
      if (is !== should)
        report({
          invariant: 'totals',
          code: 'TOTAL_WRONG',
          raceId: race.id,
          uid: expected.uid,
          detail: `is ${is}, should be ${should}`,
        })
    }
  }
  return checked
}

function show(total: bigint, low: bigint, high: bigint, reachedAt: number): string {
  return `${formatAmount(total)} [${formatAmount(low)}, ${formatAmount(high)}] at ${new Date(reachedAt).toISOString()}`
}
