import { type Db, readable } from '@goated/schema'
import { wagerRaces } from '@goated/schema/tables'
import { asc } from 'drizzle-orm'
import { auditRecords } from './audit-records.ts'
import { auditResults } from './audit-results.ts'
import { auditRanks, auditTotals } from './audit-standings.ts'
import { auditTimes } from './audit-times.ts'
import type { Violation } from './violation.ts'

export interface Audit {
  violations: Violation[]
  /** True: there were more violations than are listed. */
  truncated: boolean
  counts: { races: number; entrants: number; totals: number }
}

export interface AuditOptions {
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
export async function auditRaces(db: Db, options: AuditOptions = {}): Promise<Audit> {
  const most = options.violationsMax ?? 1000
  const violations: Violation[] = []
  let truncated = false
  const report = (violation: Violation) => {
    if (violations.length < most) violations.push(violation)
    else truncated = true
  }
  const counts = { races: 0, entrants: 0, totals: 0 }
  await auditRecords(db, report)
  await auditTimes(db, report)
  for (const race of await db.select(readable(wagerRaces)).from(wagerRaces).orderBy(asc(wagerRaces.id))) {
    counts.races++
    counts.entrants += await auditRanks(db, race, report)
    if (race.status === 'completed') await auditResults(db, race, report)
    const open = race.status !== 'completed' && race.status !== 'cancelled'
    if (open && options.totals !== false) counts.totals += await auditTotals(db, race, report)
  }
  return { violations, truncated, counts }
}
