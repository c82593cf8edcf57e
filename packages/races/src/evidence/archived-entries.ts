import { type Db, formatAmount, isGoatedError, parseAmount } from '@goated/schema'
import { queryRows } from '@goated/schema/internal'
import type { ArchivedStanding } from '@goated/schema/tables'
import { type ArchivedRace, archivedStandings } from './archived-race.ts'
import type { Report } from './difference.ts'

/** An archived standing as far as it is compared. */
export interface ArchivedEntry extends Pick<
  ArchivedStanding,
  'rank' | 'uid' | 'total' | 'low' | 'high' | 'prize' | 'reachedAt' | 'method'
> {
  disqualified: boolean
  /** Recomputing came across it. */
  seen: boolean
}

const pageSize = 10_000

/** The archived standings by user, with what is wrong with the list itself reported. */
export async function loadArchivedEntries(
  db: Db,
  archived: ArchivedRace,
  report: Report,
): Promise<Map<number, ArchivedEntry>> {
  const entries = new Map<number, ArchivedEntry>()
  let sum = 0n
  for (let offset = 0; ; offset += pageSize) {
    const page = await queryRows<{ standing: ArchivedStanding }>(
      db,
      archivedStandings(archived.id, { limit: pageSize, offset }),
    )
    for (const { standing } of page) {
      const { rank, userId, uid, total, low, high, prize, reachedAt, method } = standing
      if (entries.has(userId)) report({ kind: 'archive', uid, field: 'entrant', expected: 'once', found: 'twice' })
      // Where no reason is kept, the mark alone says it.
      const disqualified = 'disqualified' in standing
      if (disqualified && rank !== null)
        report({ kind: 'rank', uid, field: 'rank', expected: null, found: String(rank) })
      entries.set(userId, { rank, uid, total, low, high, prize, reachedAt, method, disqualified, seen: false })
      sum += unitsOf(total)
    }
    if (page.length < pageSize) break
  }
  const compare = (field: string, expected: string, found: string) => {
    if (expected !== found) report({ kind: 'archive', field, expected, found })
  }
  compare('participantCount', String(entries.size), String(archived.participantCount))
  compare('totalWagered', formatAmount(sum), formatAmount(archived.totalWagered))
  return entries
}

/** An amount that is none differs from every recomputed one, and adds nothing here. */
function unitsOf(text: string): bigint {
  try {
    return parseAmount(text)
  } catch (error) {
    if (isGoatedError(error)) return 0n
    throw error
  }
}
