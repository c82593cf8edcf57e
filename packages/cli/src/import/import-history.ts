import { createAccountCache, normaliseReading, startComparing, storeReading } from '@goated/ingest'
import { recordRaceTotals } from '@goated/races'
import { describeFailure, type TransactionalDb } from '@goated/schema'
import { checkHistory, type History } from './check-history.ts'
import { type HistoryFile, openHistoryFile } from './history-file.ts'
import { type HistoryReading, readHistoryReadings } from './history-readings.ts'
import type { ImportProgress } from './import-progress.ts'

export interface ImportResult extends ImportProgress {
  /** Readings stored now, and those that were stored before, saying the same. */
  stored: number
  skipped: number
  /** False: it was stopped; what is stored stays, and the same command goes on from there. */
  finished: boolean
}

export interface ImportOptions {
  file: string
  source: string
  signal: AbortSignal
  onProgress: (progress: ImportProgress) => void
  /** Lines of a file that may be in any order; see `checkHistory`. */
  rowsHeldMax?: number
}

/**
 * Imports the history of an upstream from a CSV file with the columns as_of, uid, name, all_time, and if there are any
 * this_month, this_week, today. The whole file is checked first, and nothing is stored if a line of it is wrong. What
 * belongs to one instant is stored as one reading, whole or not at all, from the oldest on.
 *
 * Readings that are stored already and say the same are skipped, which is what makes an import that was stopped
 * resumable. A row that is not stored is never a success: everything else throws.
 *
 * @throws Error of one line that names the file and the line, and what is wrong
 */
export async function importHistory(db: TransactionalDb, options: ImportOptions): Promise<ImportResult> {
  const file = await openHistoryFile(options.file)
  try {
    const now = new Date()
    const { signal, rowsHeldMax } = options
    const history = await checkHistory(file, { now, signal, rowsHeldMax })
    const [problem] = history.problems
    const more = history.problemsCount - 1
    if (problem)
      throw new Error(`${file.name}: ${problem.message}${more > 0 ? ` And ${more} more; --dry-run lists them.` : ''}`)
    return await storeHistory(db, file, history, options)
  } finally {
    await file.close()
  }
}

async function storeHistory(
  db: TransactionalDb,
  file: HistoryFile,
  history: History,
  { source, signal, onProgress }: ImportOptions,
): Promise<ImportResult> {
  const cache = createAccountCache()
  const comparison = startComparing(db, { source })
  const result = { rows: 0, bytesRead: 0, bytesTotal: file.size, startedAt: Date.now(), stored: 0, skipped: 0 }
  for await (const reading of history.readings ?? readHistoryReadings(file, new Date())) {
    if (signal.aborted) return { ...result, finished: false }
    // What was checked is what is stored.
    if (await file.hasChanged()) throw new Error(`${file.name}: the file was changed while it was imported.`)
    try {
      if (await store(reading)) result.stored++
      else result.skipped++
    } catch (error) {
      const which = `Line ${reading.line}, the reading of ${reading.asOf.toISOString()}`
      // oxlint-disable-next-line preserve-caught-error -- its message may hold the statement and its parameters
      throw new Error(`${file.name}: ${which}: ${describeFailure(error)}`)
    }
    result.rows += reading.rows.length
    result.bytesRead = history.rows === 0 ? 0 : Math.floor((file.size * result.rows) / history.rows)
    onProgress(result)
  }
  return { ...result, bytesRead: file.size, finished: true }

  /** false: it was stored before. */
  async function store({ asOf, rows }: HistoryReading): Promise<boolean> {
    const input = { source: { id: source, commissionRate: 0n }, rows, asOf, startedAt: asOf, totalUsers: null }
    const stored = await storeReading(db, { ...input, now: new Date() }, { cache, projections: [recordRaceTotals] })
    if (stored.outcome === 'ok') return true
    if (stored.outcome !== 'stale')
      throw new Error(`it was refused, ${[`${stored.reason}.`, stored.detail].filter(Boolean).join(' ')}`)
    const normal = normaliseReading({ asOf, rows, totalUsers: null }).rows
    const uid = await comparison.differsAt(asOf, new Map(normal.map((row) => [row.uid, row])))
    if (uid === null) return false
    const row = rows.find((each) => each.uid === uid)
    const what = row
      ? `it says something else than ${row.at.toLowerCase()}`
      : 'it lists a player whom the file does not'
    throw new Error(`another reading of this time is stored already, and ${what}. Nothing of this reading was stored.`)
  }
}
