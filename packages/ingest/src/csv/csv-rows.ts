import { type GoatedError, isGoatedError } from '@goated/schema'
import { ingestError } from '../errors.ts'
import { decimalText, readAmount, uidText } from '../source/fields.ts'
import type { PeriodCounter } from '../source/source.ts'
import { type CsvField, type CsvHeader, readCsvHeader } from './csv-header.ts'
import { type CsvRecord, readCsvRecords } from './csv-text.ts'
import { instantText } from './instant-text.ts'

/** A line of a CSV of wager counters. Amounts are units of 1e-8, truncated. */
export interface CsvRow {
  line: number
  /** The same for messages: `Line 7`. */
  at: string
  uid: string
  /** As written; it may be empty. */
  name: string
  allTime: bigint
  month: PeriodCounter
  week: PeriodCounter
  today: PeriodCounter
  /** null: there is no such column. */
  asOf: Date | null
}

/** How a CSV of counters is read. */
export interface CsvRowsOptions {
  /** Columns that must be there. */
  required: readonly CsvField[]
  /** Columns that may be there and are not read. */
  ignoreColumns?: readonly string[] | undefined
  /** Of the amounts: 0 is whole currency (the default), 2 is cents. */
  exponent?: number | undefined
  /** Refuses a period's counter that is no amount, instead of calling it unusable. */
  strictCounters?: boolean
  onHeader?: (header: CsvHeader) => void
}

/**
 * Reads a CSV of wager counters line by line. A line that cannot be used comes as its error, so that whoever reads may
 * look for more of them.
 *
 * @throws READING_INVALID the header is wrong, or from some line on the text is no CSV
 */
export async function* readCsvRows(
  chunks: AsyncIterable<string> | Iterable<string>,
  options: CsvRowsOptions,
): AsyncGenerator<CsvRow | GoatedError, void, undefined> {
  let header: CsvHeader | undefined
  for await (const record of readCsvRecords(chunks)) {
    if (header === undefined) {
      if (record.cells[0]?.startsWith('<'))
        throw invalid('The text is HTML, and not CSV.', { reason: 'NOT_CSV', line: 1 })
      header = readCsvHeader(record, options.required, options.ignoreColumns)
      options.onHeader?.(header)
    } else yield readRow(record, header, options)
  }
  if (header === undefined) readCsvHeader(undefined, options.required)
}

function readRow(record: CsvRecord, header: CsvHeader, options: CsvRowsOptions): CsvRow | GoatedError {
  try {
    return rowOf(record, header, options)
  } catch (error) {
    if (isGoatedError(error, 'READING_INVALID')) return error
    throw error
  }
}

function rowOf({ line, cells }: CsvRecord, header: CsvHeader, options: CsvRowsOptions): CsvRow {
  const { names, at: columns, unnamed } = header
  const at = `Line ${line}`
  if (cells.length !== names.length)
    throw invalid(`${at}: ${cells.length} cells where the header has ${names.length}.`, { reason: 'WRONG_TYPE', line })
  const stray = unnamed.find((index) => cells[index]?.trim() !== '')
  if (stray !== undefined)
    throw invalid(`${at}, cell ${stray + 1}: a value in a column that the header does not name.`, {
      reason: 'WRONG_TYPE',
      line,
    })
  const cell = (field: CsvField) => cells[columns.get(field) ?? -1] ?? ''
  const place = (field: CsvField) => `${at}, column ${names[columns.get(field) ?? -1] ?? field}`
  const uid = cell('uid')
  const wrongUid = uidProblem(uid)
  if (wrongUid !== null) throw wrong('uid', wrongUid)
  return {
    line,
    at,
    uid,
    name: cell('name'),
    allTime: amount('all_time'),
    month: counter('this_month'),
    week: counter('this_week'),
    today: counter('today'),
    asOf: columns.has('as_of') ? instant('as_of') : null,
  }

  function counter(field: CsvField): PeriodCounter {
    if (cell(field).trim() === '') return null
    try {
      return amount(field)
    } catch (error) {
      if (options.strictCounters || !isGoatedError(error)) throw error
      return 'unusable'
    }
  }

  function amount(field: CsvField): bigint {
    const text = cell(field).trim()
    if (/^[\d.,\s'\u2019]*,[\d.,\s'\u2019]*$/.test(text))
      throw wrong(field, 'a comma may stand for decimals or for thousands, so nothing is guessed; write 1234.5')
    if (!decimalText.safeParse(text).success) throw wrong(field, 'expected a decimal number such as 1234.5')
    return readAmount(text, place(field), options.exponent ?? 0)
  }

  function instant(field: CsvField): Date {
    const read = instantText(cell(field).trim())
    return read instanceof Date ? read : raise(wrong(field, read))
  }

  function wrong(field: CsvField, what: string): GoatedError {
    return invalid(`${place(field)}: ${what}.`, { reason: 'WRONG_TYPE', line, column: field })
  }
}

/** What is wrong with an id, above all what spreadsheets make of ids that look like numbers; null: nothing. */
function uidProblem(uid: string): string | null {
  if (uid.trim() === '') return 'expected an id of 1 to 128 characters'
  if (/^[\s\p{Cf}]|[\s\p{Cf}]$/u.test(uid)) return 'there is a space before or behind the id'
  if (/^[+-]?\d{1,3}(?:[.,]\d+)?e[+-]?\d{1,4}$/i.test(uid))
    return 'scientific notation, so a spreadsheet has shortened the id; format the column as text'
  if (/^\d+[.,]0+$/.test(uid)) return 'an id with decimals, which a spreadsheet has added; format the column as text'
  if (/^#(?:ref|name|value|n\/a|num|null|div\/0|spill|calc|error)[!?]?$/i.test(uid))
    return 'an error of the spreadsheet in place of an id'
  return uidText.safeParse(uid).success
    ? null
    : 'expected an id of 1 to 128 characters, none of them a control character'
}

function raise(error: GoatedError): never {
  throw error
}

function invalid(message: string, details: Record<string, unknown>): GoatedError {
  return ingestError('READING_INVALID', message, { details })
}
