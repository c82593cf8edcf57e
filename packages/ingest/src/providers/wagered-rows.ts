import { z } from 'zod'
import type { FoundList } from '../json/find-list.ts'
import { numberText, parseReadingBody, readAmount, readCounter, readName, uidText } from '../source/fields.ts'
import type { ReadingRow } from '../source/source.ts'

// Only what a total cannot do without is checked; the rest is read as far as it can be.
const wageredRows = z.array(z.looseObject({ uid: uidText, wagered: z.looseObject({ all_time: numberText }) }))

/** Reads players as the specification's envelope and Goated's flat answer both write them. */
export function readWageredRows({ rows, path }: FoundList): ReadingRow[] {
  return parseReadingBody(wageredRows, rows, path).map(({ uid, name, wagered }, index) => ({
    uid,
    name: readName(name),
    today: readCounter(wagered['today']),
    week: readCounter(wagered['this_week']),
    month: readCounter(wagered['this_month']),
    allTime: readAmount(wagered.all_time, () => `${path === '' ? '' : `${path}.`}${index}.wagered.all_time`),
  }))
}
