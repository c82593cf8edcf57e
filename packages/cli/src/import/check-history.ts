import { type CsvHeader, normaliseReading } from '@goated/ingest'
import { GoatedError, isGoatedError } from '@goated/schema'
import type { HistoryFile } from './history-file.ts'
import { type HistoryReading, readHistoryRows, readingRow } from './history-readings.ts'

/** What a file of a history holds. */
export interface History {
  columns: CsvHeader | null
  /** Lines that can be used. */
  rows: number
  players: number
  instants: number
  first: Date | null
  last: Date | null
  /** Of every player's newest total. */
  newestSum: bigint
  /** The first of them, by line. */
  problems: GoatedError[]
  problemsCount: number
  /** From the oldest on; null: the file is too long to be held, and its lines are in this order. */
  readings: HistoryReading[] | null
}

export interface CheckHistoryOptions {
  now: Date
  signal?: AbortSignal | undefined
  /** Lines of a file that may be in any order; a longer one has to be sorted. Default a million. */
  rowsHeldMax?: number | undefined
}

const problemsMax = 10

/**
 * Reads a whole history and stores nothing: every line, and every reading that its lines make together. What belongs to
 * one instant is one reading, wherever it stands in the file.
 */
export async function checkHistory(file: HistoryFile, options: CheckHistoryOptions): Promise<History> {
  const { now, signal, rowsHeldMax = 1_000_000 } = options
  const history: History = {
    columns: null,
    rows: 0,
    players: 0,
    instants: 0,
    first: null,
    last: null,
    newestSum: 0n,
    problems: [],
    problemsCount: 0,
    readings: null,
  }
  const newest = new Map<string, { at: number; allTime: bigint }>()
  let held: Map<number, HistoryReading> | null = new Map()
  let current: HistoryReading | undefined
  /** The line at which the file went back in time. */
  let backAt: number | null = null

  try {
    for await (const row of readHistoryRows(file, now, (header) => (history.columns = header))) {
      if (signal?.aborted) return history
      if (isGoatedError(row)) {
        note(row)
        continue
      }
      history.rows++
      const at = row.asOf.getTime()
      const known = newest.get(row.uid)
      if (!known || known.at <= at) newest.set(row.uid, { at, allTime: row.allTime })
      if (current === undefined || current.asOf.getTime() !== at) {
        if (current && at < current.asOf.getTime()) backAt ??= row.line
        if (held === null && current) checkReading(current)
        current = held?.get(at) ?? { asOf: row.asOf, line: row.line, rows: [] }
        if (held === null) history.instants++
        else held.set(at, current)
      }
      current.rows.push(readingRow(row))
      if (held && history.rows > rowsHeldMax && backAt === null) held = letGo(held, current)
      if (history.rows > rowsHeldMax && backAt !== null) throw unsorted(backAt, rowsHeldMax)
    }
  } catch (error) {
    // From here on the file cannot be read.
    if (!isGoatedError(error)) throw error
    note(error)
  }
  for (const reading of held?.values() ?? (current ? [current] : [])) checkReading(reading)
  const readings = held && [...held.values()].sort((a, b) => a.asOf.getTime() - b.asOf.getTime())
  let newestSum = 0n
  for (const { allTime } of newest.values()) newestSum += allTime
  return { ...history, players: newest.size, instants: readings?.length ?? history.instants, newestSum, readings }

  /** Checks what was held so far, and goes on with one instant at a time. */
  function letGo(readings: Map<number, HistoryReading>, last: HistoryReading): null {
    for (const reading of readings.values()) if (reading !== last) checkReading(reading)
    history.instants = readings.size
    return null
  }

  function checkReading({ asOf, rows }: HistoryReading): void {
    if (history.first === null || asOf < history.first) history.first = asOf
    if (history.last === null || asOf > history.last) history.last = asOf
    try {
      normaliseReading({ asOf, rows, totalUsers: null })
    } catch (error) {
      if (!isGoatedError(error)) throw error
      note(error)
    }
  }

  function note(problem: GoatedError): void {
    history.problemsCount++
    history.problems.push(problem)
    history.problems.sort((a, b) => lineOf(a) - lineOf(b))
    history.problems.splice(problemsMax)
  }
}

function lineOf({ details }: GoatedError): number {
  const { line } = details
  return typeof line === 'number' ? line : 0
}

function unsorted(line: number, rowsMax: number): GoatedError {
  const count = rowsMax.toLocaleString('en-US')
  return new GoatedError(
    'READING_INVALID',
    `Line ${line}, column as_of: an earlier time than before. A file of more than ${count} lines has to be sorted by as_of.`,
    { details: { reason: 'WRONG_TYPE', line } },
  )
}
