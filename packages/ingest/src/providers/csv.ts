import { GoatedError, isGoatedError } from '@goated/schema'
import { readCsvRows } from '../csv/csv-rows.ts'
import { refuseSpreadsheet } from '../csv/spreadsheet.ts'
import type { HttpReader } from '../http/http-reader.ts'
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
    async read(http) {
      const { text, asOf } = await readText(from, http)
      if (text.trimStart().startsWith('<')) throw invalid('The upstream answered with HTML.', { reason: 'NOT_CSV' })
      const { rows, at } = await readRows(text, options, http)
      return { asOf: at ?? options.asOf ?? asOf, totalUsers: null, rows }
    },
  }
}

async function readRows(
  text: string,
  { exponent, ignoreColumns }: CsvSourceOptions,
  http: HttpReader,
): Promise<{ rows: ReadingRow[]; at: Date | null }> {
  const rows: ReadingRow[] = []
  let first: { at: string; asOf: Date | null } | undefined
  const read = readCsvRows([text], {
    required: ['uid', 'name', 'all_time'],
    exponent,
    ignoreColumns,
    onHeader: ({ names }) => {
      http.received.shape = names.filter((name) => name !== '').sort()
    },
  })
  for await (const row of read) {
    if (isGoatedError(row)) throw row
    const { line, at, uid, name, allTime, month, week, today, asOf } = row
    first ??= { at, asOf }
    if (asOf?.getTime() !== first.asOf?.getTime())
      throw invalid(
        `${at}: another as_of than in line ${first.at.slice(5)}. A source is one reading; import a history.`,
        {
          reason: 'WRONG_TYPE',
          line,
        },
      )
    rows.push({ uid, name: readName(name), allTime, month, week, today, at })
  }
  return { rows, at: first?.asOf ?? null }
}

async function readText(
  from: CsvSourceOptions['from'],
  http: HttpReader,
): Promise<{ text: string; asOf: Reading['asOf'] }> {
  if (typeof from === 'object') return fetchText(from, http)
  const given = typeof from === 'string' ? from : await from()
  const { body, asOf } = typeof given === 'string' || given instanceof Uint8Array ? { body: given, asOf: null } : given
  const { received } = http
  received.bodyBytes = Buffer.byteLength(body)
  if (typeof body === 'string') {
    received.body = body
    return { text: body.replace(/^\ufeff/, ''), asOf }
  }
  try {
    refuseSpreadsheet(body)
    received.body = decodeText(body)
  } catch (error) {
    received.body = escapeBytes(body)
    throw error
  }
  return { text: received.body, asOf }
}

async function fetchText(
  from: Extract<CsvSourceOptions['from'], { url: string }>,
  http: HttpReader,
): Promise<{ text: string; asOf: Reading['asOf'] }> {
  let asOf: Date | null = null
  const text = await http.getText({
    url: from.url,
    accept: 'text/csv',
    headers: from.token === undefined ? {} : { authorization: `Bearer ${from.token}` },
    onHeaders: (headers) => {
      if (from.lastModifiedIsAsOf) asOf = lastModified(headers)
    },
  })
  return { text, asOf }
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
  return new GoatedError('READING_INVALID', message, { details })
}
