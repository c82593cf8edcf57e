import { type Counters, type GoatedError, WAGER_MAX } from '@goated/schema'
import { ingestError } from '../errors.ts'
import { isCount, isUid, readName } from '../source/fields.ts'
import type { PeriodCounter, Reading, ReadingRow, WindowRow } from '../source/source.ts'

/** A player of a reading as it may be stored. A null name: there is none to show, so the last good one stays. */
export interface NormalRow extends Counters {
  uid: string
  name: string | null
}

/** The same of a race's window. */
export interface NormalTotal {
  uid: string
  name: string | null
  total: bigint
}

/** What was left out because no total depends on it. */
type NormaliseAlarm = 'COUNTER_INVALID' | 'TOTAL_USERS_INVALID'

/** A reading as it may be stored. */
export interface Normalised<Row> {
  rows: Row[]
  totalUsers: number | null
  alarms: NormaliseAlarm[]
  /** What the alarms are about; null without one. */
  detail: string | null
}

type Head = Pick<Reading, 'asOf' | 'totalUsers' | 'rowsPath'>
type CounterReading = Head & { rows: readonly ReadingRow[] }
type TotalReading = Head & { totals: readonly WindowRow[] }

/**
 * The one entrance of everything that is stored: `storeReading` calls it, whoever made the rows, of counters and of a
 * race's window alike. Only a uid, an all-time amount or a window's total can refuse a reading. A name that cannot be
 * shown becomes null; a period counter or a number of users that cannot be used becomes null and raises an alarm. Rows
 * that repeat each other collapse. What comes out goes through once more unchanged.
 *
 * @throws READING_INVALID `details.reason` is WRONG_TYPE, AMOUNT_NEGATIVE, AMOUNT_OUT_OF_RANGE or DUPLICATE_UID;
 * `details.path` says where, `details.line` too if that is a line
 */
export function normaliseReading(reading: CounterReading): Normalised<NormalRow>
export function normaliseReading(reading: TotalReading): Normalised<NormalTotal>
export function normaliseReading(
  reading: CounterReading | TotalReading,
): Normalised<NormalRow> | Normalised<NormalTotal>
export function normaliseReading(
  reading: CounterReading | TotalReading,
): Normalised<NormalRow> | Normalised<NormalTotal> {
  return 'totals' in reading ? normaliseTotals(reading) : normaliseCounters(reading)
}

function normaliseCounters(reading: CounterReading): Normalised<NormalRow> {
  let unusable = 0
  let firstUnusable = ''
  const counter = (value: PeriodCounter, index: number, name: string): bigint | null => {
    if (value === null || (typeof value === 'bigint' && value >= 0n && value <= WAGER_MAX)) return value
    if (unusable++ === 0) firstUnusable = `${placeOf(reading.rows[index], index, reading)}, ${name}`
    return null
  }
  const rows = reading.rows.map((row, index): NormalRow => {
    checkRow(row, row.allTime, index, reading)
    return {
      uid: row.uid,
      name: readName(row.name),
      allTime: row.allTime,
      month: counter(row.month, index, 'month'),
      week: counter(row.week, index, 'week'),
      today: counter(row.today, index, 'today'),
    }
  })
  const notes =
    unusable === 0 ? [] : [`Counters of a period that cannot be used: ${unusable}, the first at ${firstUnusable}.`]
  return finish(reading, reading.rows, { rows, merge: mergeCounters, amountOf: ({ allTime }) => allTime, notes })
}

function normaliseTotals(reading: TotalReading): Normalised<NormalTotal> {
  const rows = reading.totals.map((row, index): NormalTotal => {
    checkRow(row, row.total, index, reading)
    return { uid: row.uid, name: readName(row.name), total: row.total }
  })
  const merge = (kept: NormalTotal, { total }: NormalTotal) => kept.total === total
  return finish(reading, reading.totals, { rows, merge, amountOf: ({ total }) => total, notes: [] })
}

interface Found<Row> {
  rows: Row[]
  /** Takes into `kept` what a second row of the same uid says; false: they contradict each other. */
  merge: (kept: Row, again: Row) => boolean
  amountOf: (row: Row) => bigint
  notes: string[]
}

function finish<Row extends { uid: string; name: string | null }>(
  head: Head,
  written: readonly (ReadingRow | WindowRow)[],
  { rows: all, merge, amountOf, notes }: Found<Row>,
): Normalised<Row> {
  const { asOf, totalUsers } = head
  // Postgres has no year zero.
  if (asOf !== null && !(asOf.getTime() >= yearOne))
    throw invalid('WRONG_TYPE', 'asOf', 'the time of the reading is no date')
  const rows = collapse(all, merge, (index) => placeOf(written[index], index, head))
  let sum = 0n
  for (const row of rows) sum += amountOf(row)
  if (sum > WAGER_MAX) throw invalid('AMOUNT_OUT_OF_RANGE', head.rowsPath ?? 'rows', 'the sum of all is out of range')
  const alarms: NormaliseAlarm[] = notes.length === 0 ? [] : ['COUNTER_INVALID']
  if (totalUsers === null || isCount(totalUsers)) return { rows, totalUsers, alarms, detail: notes[0] ?? null }
  const detail = [...notes, 'The number of users is no number that can be used.'].join(' ')
  return { rows, totalUsers: null, alarms: [...alarms, 'TOTAL_USERS_INVALID'], detail }
}

const yearOne = Date.parse('0001-01-01T00:00:00Z')

function checkRow(row: ReadingRow | WindowRow, amount: bigint, index: number, head: Head): void {
  const refuse = (reason: string, what: string) => invalid(reason, placeOf(row, index, head), what)
  if (!isUid(row.uid)) throw refuse('WRONG_TYPE', 'expected an id of 1 to 128 characters')
  if (typeof amount !== 'bigint') throw refuse('WRONG_TYPE', 'expected an amount')
  if (amount < 0n) throw refuse('AMOUNT_NEGATIVE', 'the amount is negative')
  if (amount > WAGER_MAX) throw refuse('AMOUNT_OUT_OF_RANGE', 'the amount is out of range')
}

function collapse<Row extends { uid: string; name: string | null }>(
  rows: Row[],
  merge: Found<Row>['merge'],
  placeAt: (index: number) => string,
): Row[] {
  const firstAt = new Map<string, number>()
  let twins: Set<number> | null = null
  for (const [index, row] of rows.entries()) {
    const at = firstAt.get(row.uid)
    const kept = at === undefined ? undefined : rows[at]
    if (at === undefined || kept === undefined) {
      firstAt.set(row.uid, index)
      continue
    }
    if (!merge(kept, row))
      throw invalid('DUPLICATE_UID', placeAt(index), `contradicts ${placeAt(at)}, which has the same uid`)
    kept.name ??= row.name
    twins ??= new Set()
    twins.add(index)
  }
  return twins === null ? rows : rows.filter((_, index) => !twins.has(index))
}

function mergeCounters(kept: NormalRow, again: NormalRow): boolean {
  const agree = (a: bigint | null, b: bigint | null) => a === null || b === null || a === b
  if (
    kept.allTime !== again.allTime ||
    !agree(kept.month, again.month) ||
    !agree(kept.week, again.week) ||
    !agree(kept.today, again.today)
  )
    return false
  // What one of them does not say, the other may.
  kept.month ??= again.month
  kept.week ??= again.week
  kept.today ??= again.today
  return true
}

function placeOf(row: ReadingRow | WindowRow | undefined, index: number, { rowsPath }: Head): string {
  return row?.at ?? `${rowsPath ?? 'rows'}.${index}`
}

function invalid(reason: string, path: string, what: string): GoatedError {
  const line = /^Line (\d+)/.exec(path)?.[1]
  return ingestError('READING_INVALID', `${path}: ${what}.`, {
    details: { reason, path, ...(line === undefined ? {} : { line: parseInt(line, 10) }) },
  })
}
