import { GoatedError } from '@goated/schema'
import { type CsvRecord, splitCsv } from './csv-text.ts'
import { commonFacts, type CommonSourceOptions } from './defaults.ts'
import { decimalText, readAmount, readName, uidText } from './fields.ts'
import type { HttpReader } from './http.ts'
import type { CumulativeSource, ReadingRow } from './source.ts'

export interface CsvSourceOptions extends CommonSourceOptions {
  /** The text itself, what reads it, or the address that it is fetched from. */
  from: string | (() => string | Promise<string>) | { url: string; token?: string }
  /** When the counters were read; absent: when the text is read. */
  asOf?: Date
  /** Of the amounts: 0 is whole currency (the default), 2 is cents. */
  exponent?: number
}

const required = ['uid', 'name', 'all_time'] as const
const counters = ['today', 'this_week', 'this_month', 'all_time'] as const
type Column = (typeof required)[number] | (typeof counters)[number]

/**
 * A CSV with the header `uid,name,today,this_week,this_month,all_time`, in any order; `today`, `this_week` and
 * `this_month` may be left out, as a column or cell by cell. What remains when a provider has no API, or has one no more.
 */
export function csvSource(options: CsvSourceOptions): CumulativeSource {
  const { from } = options
  const exponent = options.exponent ?? 0
  const token = typeof from === 'object' ? from.token : undefined
  return {
    ...commonFacts(options, { id: 'csv', token }),
    class: 'cumulative',
    unit: { exponent, encoding: 'string' },
    identity: 'uid',
    auth: token === undefined ? 'none' : 'bearer',
    async read(http) {
      const text = await readText(from, http)
      if (text.trimStart().startsWith('<')) throw invalid('The upstream answered with HTML.', { reason: 'NOT_CSV' })
      const [header, ...records] = splitCsv(text)
      const columns = readHeader(header)
      http.received.shape = [...columns.names].sort()
      return {
        asOf: options.asOf ?? null,
        totalUsers: null,
        rows: records.map((record) => readRecord(record, columns, exponent)),
      }
    },
  }
}

async function readText(from: CsvSourceOptions['from'], http: HttpReader): Promise<string> {
  if (typeof from === 'object')
    return http.getText({
      url: from.url,
      accept: 'text/csv',
      headers: from.token === undefined ? {} : { authorization: `Bearer ${from.token}` },
    })
  const text = typeof from === 'string' ? from : await from()
  http.received.body = text
  http.received.bodyBytes = Buffer.byteLength(text)
  return text
}

interface Columns {
  names: string[]
  at: Map<Column, number>
}

function readHeader(header: CsvRecord | undefined): Columns {
  const names = (header?.cells ?? []).map((name) => name.trim())
  const missing = required.filter((name) => !names.includes(name))
  if (missing.length > 0)
    throw invalid(`Line ${header?.line ?? 1}: the header lacks ${missing.join(', ')}.`, { reason: 'WRONG_TYPE' })
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index)
  if (twice !== undefined)
    throw invalid(`Line ${header?.line ?? 1}: the header names a column twice.`, { reason: 'WRONG_TYPE' })
  const at = new Map<Column, number>()
  for (const name of [...required, ...counters]) if (names.includes(name)) at.set(name, names.indexOf(name))
  return { names, at }
}

function readRecord({ line, cells }: CsvRecord, { names, at }: Columns, exponent: number): ReadingRow {
  if (cells.length !== names.length)
    throw invalid(`Line ${line}: ${cells.length} cells where the header has ${names.length}.`, {
      reason: 'WRONG_TYPE',
      line,
    })
  const cell = (name: Column) => cells[at.get(name) ?? -1] ?? ''
  const uid = cell('uid')
  if (!uidText.safeParse(uid).success) throw wrong('uid', 'expected an id of 1 to 128 characters')
  return {
    uid,
    at: `Line ${line}`,
    name: readName(cell('name')),
    today: counter('today'),
    week: counter('this_week'),
    month: counter('this_month'),
    allTime: amount('all_time'),
  }

  function counter(name: Column): bigint | null {
    return cell(name) === '' ? null : amount(name)
  }

  function amount(name: Column): bigint {
    if (!decimalText.safeParse(cell(name)).success) throw wrong(name, 'expected a decimal number')
    return readAmount(cell(name), `Line ${line}, column ${name}`, exponent)
  }

  function wrong(name: Column, what: string): GoatedError {
    return invalid(`Line ${line}, column ${name}: ${what}.`, { reason: 'WRONG_TYPE', line, column: name })
  }
}

function invalid(message: string, details: Record<string, unknown>): GoatedError {
  return new GoatedError('READING_INVALID', message, { details })
}
