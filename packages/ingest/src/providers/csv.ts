import { type GoatedError, isGoatedError } from '@goated/schema'
import type { CsvHeader } from '../csv/csv-header.ts'
import { readCsvRows, type CsvRowsOptions } from '../csv/csv-rows.ts'
import { refuseSpreadsheet } from '../csv/spreadsheet.ts'
import { ingestError } from '../errors.ts'
import type { HttpReader } from '../http/http-reader.ts'
import { notRead, readReceived, type SourceAnswer } from '../http/received.ts'
import { commonFacts, type CommonSourceOptions } from '../source/common-facts.ts'
import { readName } from '../source/fields.ts'
import type { CumulativeSource, Reading, ReadingRow, SourceKind } from '../source/source.ts'
import { decodeText, escapeBytes } from '../text/decode-text.ts'

/** A CSV that was read, and when what it says was true. */
export interface CsvRead {
  body: string | Uint8Array
  /** null: when the text is read. */
  asOf: Date | null
}

/** What `csvSource` is told. */
export interface CsvSourceOptions extends CommonSourceOptions {
  /** The text itself, what reads it, or the address that it is fetched from. */
  from:
    | string
    | (() => string | Uint8Array | CsvRead | Promise<string | Uint8Array | CsvRead>)
    | {
        url: string
        token?: string | undefined
        /** The answer's `Last-Modified` is when the counters were written. Default false. */
        lastModifiedIsAsOf?: boolean
      }
  /** When the counters were read, for a text without a column `as_of`; absent: when the text is read. */
  asOf?: Date
  /** Of the amounts: 0 is whole currency (the default), 2 is cents. */
  exponent?: number
  /** Columns that may be there and are not read. Any other that is not known refuses the reading. */
  ignoreColumns?: readonly string[] | undefined
}

/** Counters, which serve every window. */
export const csvKind: SourceKind = { class: 'cumulative', window: null }

/**
 * A CSV with the columns uid, name, all_time, and if there are any today, this_week, this_month, as_of; in any order,
 * under these or other usual names. What remains when a provider has no API, or has one no more.
 *
 * With a column `as_of`, all lines must be of one time: the reading's own.
 */
export function csvSource(options: CsvSourceOptions): CumulativeSource {
  const { from } = options
  const exponent = options.exponent ?? 0
  const token = typeof from === 'object' ? from.token : undefined
  return {
    ...commonFacts(options, { id: 'csv', token }),
    ...csvKind,
    class: 'cumulative',
    unit: { exponent, encoding: 'string' },
    identity: 'uid',
    auth: token === undefined ? 'none' : 'bearer',
    read: (http) => (typeof from === 'object' ? fetchCsv(from, options, http) : readGiven(from, options)),
  }
}

function fetchCsv(
  from: Extract<CsvSourceOptions['from'], { url: string }>,
  options: CsvSourceOptions,
  http: HttpReader,
): Promise<SourceAnswer<Reading>> {
  const request = {
    url: from.url,
    accept: 'text/csv',
    headers: from.token === undefined ? {} : { authorization: `Bearer ${from.token}` },
    shapeOf: (text: string) => columnsOf(text, options),
  }
  return http.getText(request, (text, headers) =>
    readCsv(text, options, from.lastModifiedIsAsOf ? lastModified(headers) : null),
  )
}

/** Reads a text that needs no request, or the bytes of one. */
async function readGiven(
  from: Exclude<CsvSourceOptions['from'], { url: string }>,
  options: CsvSourceOptions,
): Promise<SourceAnswer<Reading>> {
  const given = typeof from === 'string' ? from : await from()
  const { body, asOf } = typeof given === 'string' || given instanceof Uint8Array ? { body: given, asOf: null } : given
  const bodyBytes = Buffer.byteLength(body)
  let text: string
  try {
    text = typeof body === 'string' ? body.replace(/^\ufeff/, '') : textOf(body)
  } catch (error) {
    const shown = typeof body === 'string' ? body : escapeBytes(body)
    return { ...notRead(error), received: { body: shown, bodyBytes, attempts: 0, shape: [] } }
  }
  const received = { body: typeof body === 'string' ? body : text, bodyBytes, shape: await columnsOf(text, options) }
  return readReceived(received, () => readCsv(text, options, asOf))
}

function textOf(bytes: Uint8Array): string {
  refuseSpreadsheet(bytes)
  return decodeText(bytes)
}

async function readCsv(text: string, options: CsvSourceOptions, asOf: Date | null): Promise<Reading> {
  if (text.trimStart().startsWith('<')) throw invalid('The upstream answered with HTML.', { reason: 'NOT_CSV' })
  const rows: ReadingRow[] = []
  let first: { at: string; asOf: Date | null } | undefined
  for await (const row of readCsvRows([text], rowsOptions(options))) {
    if (isGoatedError(row)) throw row
    const { line, at, uid, name, allTime, month, week, today } = row
    first ??= { at, asOf: row.asOf }
    if (row.asOf?.getTime() !== first.asOf?.getTime())
      throw invalid(
        `${at}: another as_of than in line ${first.at.slice(5)}. A source is one reading; import a history.`,
        { reason: 'WRONG_TYPE', line },
      )
    rows.push({ uid, name: readName(name), allTime, month, week, today, at })
  }
  return { asOf: first?.asOf ?? options.asOf ?? asOf, totalUsers: null, rows }
}

/** The columns, as far as the first line is a header, whatever becomes of the lines below it; else none. */
async function columnsOf(text: string, options: CsvSourceOptions): Promise<string[]> {
  let columns: string[] = []
  const onHeader = ({ names }: CsvHeader) => {
    columns = names.filter((name) => name !== '').sort()
  }
  try {
    await readCsvRows([text.slice(0, headCharacters)], { ...rowsOptions(options), onHeader }).next()
  } catch (error) {
    if (!isGoatedError(error)) throw error
  }
  return columns
}

// Whoever reads the text whole says what is wrong with a longer header.
const headCharacters = 64 * 1024

function rowsOptions({ exponent, ignoreColumns }: CsvSourceOptions): CsvRowsOptions {
  return { required: ['uid', 'name', 'all_time'], exponent, ignoreColumns }
}

/**
 * When an answer was written. It is told in whole seconds, so within the second that is running it says too little: the
 * file may be written again before the second is over.
 */
function lastModified(headers: Headers): Date | null {
  const written = Date.parse(headers.get('last-modified') ?? '')
  const answered = Date.parse(headers.get('date') ?? '')
  return answered - written >= 1000 ? new Date(written) : null
}

function invalid(message: string, details: Record<string, unknown>): GoatedError {
  return ingestError('READING_INVALID', message, { details })
}
