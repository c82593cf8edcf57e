import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createAccountCache, type ReadingRow, storeReading } from '@goated/ingest'
import { recordRaceTotals } from '@goated/races'
import { parseAmount, type TransactionalDb } from '@goated/schema'
import { parse } from 'csv-parse'
import { z } from 'zod'
import type { ImportProgress } from './import-progress.ts'

const amount = z.string().transform((text, context) => {
  try {
    const units = parseAmount(text, { excess: 'truncate' })
    if (units >= 0n) return units
  } catch {
    // Said below, for both cases.
  }
  context.addIssue({ code: 'custom', message: 'must be a decimal number that is not negative' })
  return z.NEVER
})
const optionalAmount = z.union([z.literal('').transform(() => null), amount]).optional()

const line = z.object({
  as_of: z.iso.datetime({ offset: true, error: 'must be an ISO 8601 time with its offset' }),
  uid: z.string().min(1).max(128),
  name: z.string().min(1),
  all_time: amount,
  this_month: optionalAmount,
  this_week: optionalAmount,
  today: optionalAmount,
})

export interface ImportResult extends ImportProgress {
  /** Readings stored now, and those that were stored before. */
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
}

/**
 * Imports the history of an upstream from a CSV file with the columns as_of, uid, name, all_time, and if there are any
 * this_month, this_week, today. Lines of one as_of follow one another and are stored as one reading, whole or not at
 * all. Readings that are stored already are skipped, which is what makes an import that was stopped resumable.
 *
 * @throws Error naming line and column of what is wrong; the readings that are stored by then stay
 */
export async function importHistory(db: TransactionalDb, options: ImportOptions): Promise<ImportResult> {
  const { size } = await stat(options.file)
  const input = createReadStream(options.file)
  const records = input.pipe(parse({ columns: true, bom: true, info: true, skip_empty_lines: true }))
  input.on('error', (error) => records.destroy(error))
  const cache = createAccountCache()
  const result = {
    rows: 0,
    bytesRead: 0,
    bytesTotal: size,
    startedAt: Date.now(),
    stored: 0,
    skipped: 0,
    finished: false,
  }
  let asOf = ''
  let rows: ReadingRow[] = []
  try {
    for await (const { record, info } of records as AsyncIterable<{ record: unknown; info: { lines: number } }>) {
      const { as_of, uid, name, all_time, this_month, this_week, today } = readLine(record, info.lines)
      if (as_of !== asOf) {
        await storeRows()
        if (options.signal.aborted) return result
        asOf = as_of
      }
      rows.push({
        uid,
        name,
        allTime: all_time,
        month: this_month ?? null,
        week: this_week ?? null,
        today: today ?? null,
      })
    }
    await storeRows()
    return { ...result, bytesRead: size, finished: true }
  } finally {
    input.destroy()
  }

  async function storeRows(): Promise<void> {
    if (rows.length === 0) return
    const at = new Date(asOf)
    const reading = {
      source: { id: options.source, commissionRate: 0n },
      rows,
      asOf: at,
      startedAt: at,
      totalUsers: null,
    }
    const stored = await storeReading(db, { ...reading, now: new Date() }, { cache, projections: [recordRaceTotals] })
    if (stored.outcome === 'ok') result.stored++
    else if (stored.outcome === 'stale') result.skipped++
    else throw new Error(`The reading of ${asOf} was refused: ${stored.reason}.`)
    result.rows += rows.length
    result.bytesRead = input.bytesRead
    rows = []
    options.onProgress(result)
  }
}

function readLine(record: unknown, number: number): z.output<typeof line> {
  const result = line.safeParse(record)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new Error(`Line ${number}, ${issue?.path.join('.') ?? 'the line'}: ${issue?.message ?? 'is wrong'}.`)
}
