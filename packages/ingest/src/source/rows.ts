import { GoatedError } from '@goated/schema'
import { z } from 'zod'
import { numberText, plainText, readAmount, readName, uidText } from './fields.ts'
import type { ReadingRow, WindowRow } from './source.ts'

interface WageredRow {
  uid: string
  name: string
  wagered: { today: string; this_week: string; this_month: string; all_time: string }
}

/** A player as the specification's envelope and Goated's flat answer both write it. */
export const wageredRow: z.ZodType<WageredRow> = z.looseObject({
  uid: uidText,
  name: plainText,
  wagered: z.looseObject({
    today: numberText,
    this_week: numberText,
    this_month: numberText,
    all_time: numberText,
  }),
})

/** Normalises rows. `path` is where they stand in the body, for the error. */
export function readWageredRows(rows: readonly WageredRow[], path: string): ReadingRow[] {
  return rows.map(({ uid, name, wagered }, index) => ({
    uid,
    name: readName(name, uid),
    today: readAmount(wagered.today, () => `${path}.${index}.wagered.today`),
    week: readAmount(wagered.this_week, () => `${path}.${index}.wagered.this_week`),
    month: readAmount(wagered.this_month, () => `${path}.${index}.wagered.this_month`),
    allTime: readAmount(wagered.all_time, () => `${path}.${index}.wagered.all_time`),
  }))
}

/**
 * Rows with each uid once: rows that say the same collapse.
 *
 * @throws READING_INVALID two rows of one uid contradict each other
 */
export function uniqueRows(rows: readonly ReadingRow[]): ReadingRow[] {
  return uniqueBy(rows, sameCounters)
}

/** The same for the rows of a window. */
export function uniqueTotals(rows: readonly WindowRow[]): WindowRow[] {
  return uniqueBy(rows, (a, b) => a.total === b.total)
}

function uniqueBy<Row extends { uid: string }>(rows: readonly Row[], same: (a: Row, b: Row) => boolean): Row[] {
  const byUid = new Map<string, Row>()
  for (const row of rows) {
    const twin = byUid.get(row.uid)
    if (!twin) byUid.set(row.uid, row)
    else if (!same(twin, row))
      throw new GoatedError('READING_INVALID', 'Two rows of one uid contradict each other.', {
        details: { reason: 'DUPLICATE_UID', uid: row.uid },
      })
  }
  return byUid.size === rows.length ? [...rows] : [...byUid.values()]
}

function sameCounters(a: ReadingRow, b: ReadingRow): boolean {
  return a.allTime === b.allTime && a.month === b.month && a.week === b.week && a.today === b.today
}
