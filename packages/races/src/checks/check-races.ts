import { type Db, readable } from '@goated/schema'
import { wagerRaces } from '@goated/schema/tables'
import { asc } from 'drizzle-orm'
import { checkRecords } from './check-records.ts'
import { checkResults } from './check-results.ts'
import { checkRanks, checkTotals } from './check-standings.ts'
import { checkTimes } from './check-times.ts'
import type { Violation } from './violation.ts'

export interface RaceCheck {
  violations: Violation[]
  /** True: there were more violations than are listed. */
  truncated: boolean
  counts: { races: number; entrants: number; totals: number }
}

export interface CheckRacesOptions {
  /** False: do not recompute the totals of open races, which reads the most. Default true. */
  totals?: boolean
  /** The most violations to list. Default 1000. */
  violationsMax?: number
}

/**
 * Checks the whole database against what must always hold: prizes fit the pool, totals equal the fold over stored
 * samples, ranks are in order, readings are stored whole and once, statuses only moved forward, every completed race
 * is archived once as it ended, a series goes on, and nothing happened in the future. It changes nothing and can run while a worker does; run it in a
 * repeatable-read transaction for a view of one moment.
 *
 * What completed races were computed from is for `verifyRace` to check.
 */
export async function checkRaces(db: Db, options: CheckRacesOptions = {}): Promise<RaceCheck> {
  const most = options.violationsMax ?? 1000
  const violations: Violation[] = []
  let truncated = false
  const report = (violation: Violation) => {
    if (violations.length < most) violations.push(violation)
    else truncated = true
  }
  const counts = { races: 0, entrants: 0, totals: 0 }
  await checkRecords(db, report)
  await checkTimes(db, report)
  for (const race of await db.select(readable(wagerRaces)).from(wagerRaces).orderBy(asc(wagerRaces.id))) {
    counts.races++
    counts.entrants += await checkRanks(db, race, report)
    if (race.status === 'completed') await checkResults(db, race, report)
    const open = race.status !== 'completed' && race.status !== 'cancelled'
    if (open && options.totals !== false) counts.totals += await checkTotals(db, race, report)
  }
  return { violations, truncated, counts }
}
