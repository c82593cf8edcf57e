import { type GoatedError } from '@goated/schema'
import { ingestError } from '../errors.ts'

/** What a column of a CSV may hold. */
export type CsvField = 'uid' | 'name' | 'all_time' | 'this_month' | 'this_week' | 'today' | 'as_of'

/** The columns of a CSV, as its header names them. */
export interface CsvHeader {
  line: number
  /** As written, in their order. */
  names: string[]
  /** Where each field stands; absent: there is no such column. */
  at: ReadonlyMap<CsvField, number>
  /** Columns without a name, which must be empty. */
  unnamed: number[]
}

// Compared without case, spaces, underscores, dashes and dots.
const synonyms: Record<CsvField, readonly string[]> = {
  uid: ['uid', 'id', 'user id', 'player id', 'account id', 'member id', 'customer id'],
  name: ['name', 'user name', 'user', 'player', 'player name', 'nick', 'nickname', 'display name', 'login'],
  all_time: [
    'all time',
    'all time wagered',
    'all time wager',
    'wagered all time',
    'total',
    'total wagered',
    'total wager',
    'wagered',
    'wager',
    'wagered total',
    'lifetime',
    'lifetime wagered',
    'lifetime wager',
    'wagered lifetime',
  ],
  this_month: ['this month', 'month', 'monthly', 'month wagered', 'monthly wagered', 'wagered this month'],
  this_week: ['this week', 'week', 'weekly', 'week wagered', 'weekly wagered', 'wagered this week'],
  today: ['today', 'day', 'daily', 'day wagered', 'daily wagered', 'wagered today'],
  as_of: ['as of', 'as of time', 'time', 'timestamp', 'date', 'datetime', 'date time', 'read at'],
}
const fieldByName = new Map(
  Object.entries(synonyms).flatMap(([field, names]) => names.map((name) => [plain(name), field as CsvField])),
)
const delimiters = [',', ';', '\t']

/** The delimiter that makes the most known names of a header line; a comma if none does. */
export function findDelimiter(line: string): string {
  const known = (delimiter: string) => cellsOf(line, delimiter).filter((cell) => fieldByName.has(plain(cell))).length
  return delimiters.reduce((best, delimiter) => (known(delimiter) > known(best) ? delimiter : best))
}

/**
 * Reads the header: the one line that says which column is what, by name, in any order.
 *
 * @param ignored columns that may be there and are not read
 * @throws READING_INVALID a column is missing, doubled or unknown; the message lists what was found and what is expected
 */
export function readCsvHeader(
  record: { line: number; cells: readonly string[] } | undefined,
  required: readonly CsvField[],
  ignored: readonly string[] = [],
): CsvHeader {
  const { line, cells } = record ?? { line: 1, cells: [] }
  const names = cells.map((cell) => cell.trim())
  const leftOut = new Set(ignored.map(plain))
  const at = new Map<CsvField, number>()
  const unnamed: number[] = []
  const unknown: string[] = []
  names.forEach((name, index) => {
    const field = fieldByName.get(plain(name))
    const before = field === undefined ? undefined : at.get(field)
    if (name === '') unnamed.push(index)
    else if (leftOut.has(plain(name))) return
    else if (field === undefined) unknown.push(name)
    else if (before === undefined) at.set(field, index)
    else throw wrong(`${quote(names[before] ?? '')} and ${quote(name)} both stand for ${field}`)
  })
  if (record === undefined) throw wrong('there is none, for the text is empty')
  // Data where the header should be would be named column by column otherwise.
  if (at.size === 0) throw wrong(`the first line names no known column; it is ${list(names)}`)
  const missing = required.filter((field) => !at.has(field))
  const notKnown = unknown.length === 0 ? '' : `${list(unknown)} ${unknown.length === 1 ? 'is' : 'are'} not known`
  if (missing.length > 0)
    throw wrong([`it lacks ${missing.join(', ')}`, notKnown].filter((part) => part !== '').join('; '))
  if (notKnown !== '') throw wrong(`${notKnown}; rename the column, or take it out`)
  return { line, names, at, unnamed }

  function wrong(what: string): GoatedError {
    const optional = (Object.keys(synonyms) as CsvField[]).filter((field) => !required.includes(field))
    const expected = `Expected are ${required.join(', ')}, and perhaps ${optional.join(', ')}`
    return ingestError('READING_INVALID', `Line ${line}, the header: ${what}. ${expected}.`, {
      details: { reason: 'WRONG_TYPE', line },
    })
  }
}

function cellsOf(line: string, delimiter: string): string[] {
  return line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
}

function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_.\-\u200b-\u200d\ufeff]/g, '')
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 10).map(quote)
  return shown.join(', ') + (names.length > shown.length ? ` and ${names.length - shown.length} more` : '')
}

/** A name of a column as it may be shown in one line. */
function quote(name: string): string {
  return `"${name.replace(/[\p{C}\s]+/gu, ' ').slice(0, 40)}"`
}
