import { type Db, formatAmount, MONEY_DECIMALS } from '@goated/schema'
import type { VerificationCounts } from '@goated/schema/tables'
import { allocatePrizes, type PrizeAllocation } from '../prizes/allocation.ts'
import { compareStandings, placesOf } from '../race/standing-order.ts'
import { type ArchivedEntry, loadArchivedEntries } from './archived-entries.ts'
import { type ArchivedRace, findArchivedRace, knownThen, NO_END } from './archived-race.ts'
import { comparePayouts } from './compare-payouts.ts'
import { compareRules } from './compare-rules.ts'
import type { Difference, Report } from './difference.ts'
import { loadReadings } from './readings.ts'
import { type RecomputedTotal, recomputeTotals } from './recompute-totals.ts'
import { createReadingCheck } from './verify-readings.ts'

/** What verifying an archived race found. */
export interface Verification {
  ok: boolean
  raceId: number
  title: string
  differences: Difference[]
  /** True: there were more differences than are listed. */
  truncated: boolean
  counts: VerificationCounts
}

export interface VerifyRaceOptions {
  /**
   * Whose digests to recompute: of the readings that the race rests on, or of every reading of the source until then.
   * The chain over the digests is checked from its beginning either way. Default `used`.
   */
  digests?: 'used' | 'all'
  /** The most differences to list. Default 1000. */
  differencesMax?: number
}

/** A recomputed entrant as the ranking and the prizes need it. */
interface FinalStanding {
  userId: number
  uid: string
  total: bigint
  reachedAt: number
}

/**
 * Recomputes an archived race from the stored samples alone, by the pure rules, and compares: totals, ranks and prizes
 * with the archive, prizes with the payouts, the rules with the race, the stored samples with the readings' digests
 * and those with the hash chain. What came after the race was archived is left out.
 *
 * @throws RACE_NOT_FOUND
 * @throws RACE_NOT_ARCHIVED
 */
export async function verifyRace(db: Db, raceId: number, options: VerifyRaceOptions = {}): Promise<Verification> {
  const archived = await findArchivedRace(db, raceId)
  const most = options.differencesMax ?? 1000
  const differences: Difference[] = []
  let truncated = false
  const report: Report = (difference) => {
    if (differences.length < most) differences.push(difference)
    else truncated = true
  }
  compareRules(archived, report)
  const readings = createReadingCheck(archived, await loadReadings(db, archived, archived.lastRunId ?? 0), report)
  const entries = await loadArchivedEntries(db, archived, report)
  let samples = 0
  const ranked: FinalStanding[] = []
  const at = { asOf: NO_END, decidedUntil: archived.decided, known: knownThen(archived) }
  for await (const page of recomputeTotals(db, archived, at)) {
    for (const total of page) {
      samples += total.rows.length
      for (const row of total.rows) readings.use(total.uid, row)
      const standing = entries.get(total.userId)
      const { userId, uid, reachedAt } = total
      if (standing) compareTotal(total, standing, report)
      else if (isEntrant(total, archived))
        report({ kind: 'archive', uid, field: 'entrant', expected: formatAmount(total.total), found: null })
      else continue
      if (!standing?.disqualified) ranked.push({ userId, uid, total: total.total, reachedAt })
      if (standing) standing.seen = true
    }
  }
  for (const { uid, seen, total } of entries.values())
    if (!seen) report({ kind: 'archive', uid, field: 'entrant', expected: null, found: total })
  ranked.sort(compareStandings)
  const places = placesOf(ranked, archived.ties)
  ranked.forEach(({ userId, uid }, index) => {
    const found = entries.get(userId)?.rank
    const expected = places[index]
    if (found !== undefined && found !== expected)
      report({
        kind: 'rank',
        uid,
        field: 'rank',
        expected: String(expected),
        found: found === null ? null : String(found),
      })
  })
  const prizes = recomputePrizes(archived, ranked)
  for (const [userId, { uid, prize }] of entries) {
    const expected = formatAmount(prizes.get(userId)?.amount ?? 0n, MONEY_DECIMALS)
    if (expected !== prize) report({ kind: 'prize', uid, field: 'prize', expected, found: prize })
  }
  const payouts = await comparePayouts(db, archived.id, prizes, report)
  const digests = await readings.finish(db, options.digests ?? 'used')
  const counts = { entrants: entries.size, samples, readings: readings.count, digests, payouts }
  return { ok: differences.length === 0, raceId: archived.id, title: archived.title, differences, truncated, counts }
}

/** Who has a total is an entrant of an open race; of one that must be joined, whoever joined. */
function isEntrant(total: RecomputedTotal, archived: ArchivedRace): boolean {
  return archived.joinPolicy === 'opt_in' || total.total > 0n || total.flags.includes('unknown_history')
}

function compareTotal(total: RecomputedTotal, entry: ArchivedEntry, report: Report): void {
  const { uid } = total
  const compare = (field: string, expected: string | null, found: string | null) => {
    if (expected !== found) report({ kind: 'total', uid, field, expected, found })
  }
  compare('total', formatAmount(total.total), entry.total)
  compare('low', formatAmount(total.low), entry.low)
  compare('high', formatAmount(total.high), entry.high)
  // Of who joined and was never seen to change there is no method on record, and nothing to have one for.
  if (entry.method !== null || total.total > 0n) compare('method', total.method, entry.method)
  compare('reachedAt', new Date(total.reachedAt).toISOString(), entry.reachedAt)
  if (entry.uid !== uid) report({ kind: 'archive', uid, field: 'uid', expected: uid, found: entry.uid })
}

function recomputePrizes(
  archived: ArchivedRace,
  ranked: readonly FinalStanding[],
): Map<number, PrizeAllocation<FinalStanding>> {
  const allocations = allocatePrizes({
    pool: archived.prizePool,
    distribution: archived.prizeDistribution,
    ties: archived.ties,
    unclaimed: archived.unclaimed,
    minWager: archived.minWager,
    // Who wagered nothing takes no place, whatever the minimum.
    standings: ranked.filter(({ total }) => total > 0n),
  })
  return new Map(allocations.map((allocation) => [allocation.standing.userId, allocation]))
}
