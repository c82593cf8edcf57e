import { type CsvHeader, type CsvRow, readCsvRows, readName, type ReadingRow } from '@goated/ingest'
import { GoatedError, isGoatedError } from '@goated/schema'
import type { HistoryFile } from './history-file.ts'

/** The lines of one instant of a history. */
export interface HistoryReading {
  asOf: Date
  /** Its first line. */
  line: number
  rows: HistoryRow[]
}

/** A row and where it stands, for messages. */
export type HistoryRow = ReadingRow & { at: string }

const requiredColumns = ['as_of', 'uid', 'name', 'all_time'] as const
const aheadMaxMs = 5 * 60_000

/** Reads a history line by line; a line that cannot be used comes as its error. Neither can one from the future. */
export async function* readHistoryRows(
  file: HistoryFile,
  now: Date,
  onHeader?: (header: CsvHeader) => void,
): AsyncGenerator<(CsvRow & { asOf: Date }) | GoatedError> {
  const latest = now.getTime() + aheadMaxMs
  const options = { required: requiredColumns, strictCounters: true, ...(onHeader ? { onHeader } : {}) }
  for await (const row of readCsvRows(file.readText(), options)) {
    if (isGoatedError(row)) yield row
    else if (row.asOf === null) continue
    else if (row.asOf.getTime() > latest)
      yield new GoatedError('READING_INVALID', `${row.at}, column as_of: the time lies in the future.`, {
        details: { reason: 'SOURCE_TIME_AHEAD', line: row.line },
      })
    else yield { ...row, asOf: row.asOf }
  }
}

/** Reads a file whose instants follow one another, one at a time. */
export async function* readHistoryReadings(file: HistoryFile, now: Date): AsyncGenerator<HistoryReading> {
  let reading: HistoryReading | undefined
  for await (const row of readHistoryRows(file, now)) {
    if (isGoatedError(row)) throw row
    if (reading && reading.asOf.getTime() !== row.asOf.getTime()) {
      yield reading
      reading = undefined
    }
    reading ??= { asOf: row.asOf, line: row.line, rows: [] }
    reading.rows.push(readingRow(row))
  }
  if (reading) yield reading
}

/** A line as a row of its reading. */
export function readingRow({ uid, name, allTime, month, week, today, at }: CsvRow): HistoryRow {
  return { uid, name: readName(name), allTime, month, week, today, at }
}
