import { isGoatedError } from '@goated/schema'
import { createHttpReader, type HttpReaderOptions, type Received } from './http.ts'
import { uniqueRows } from './rows.ts'
import { isShapeError } from './shape.ts'
import type { CumulativeSource, Reading } from './source.ts'

/** How reading a source ended. Nothing is stored, and nothing is compared with what is stored. */
export type ReadOutcome = { received: Received } & (
  | { outcome: 'ok'; reading: Reading }
  | { outcome: 'empty'; reason: 'READING_EMPTY'; reading: Reading }
  | { outcome: 'failed'; reason: string; detail: string; wrongShape: boolean }
)

/**
 * Reads a cumulative source once: fetch, validate, normalise, collapse rows that repeat each other. What cannot be
 * used comes back as an outcome with its reason; only a mistake of ours is thrown.
 */
export async function readOnce(source: CumulativeSource, options: HttpReaderOptions = {}): Promise<ReadOutcome> {
  const http = createHttpReader(options)
  const { received } = http
  try {
    const read = await source.read(http)
    const reading = { ...read, rows: uniqueRows(read.rows) }
    return reading.rows.length === 0
      ? { outcome: 'empty', reason: 'READING_EMPTY', reading, received }
      : { outcome: 'ok', reading, received }
  } catch (error) {
    if (!isGoatedError(error)) throw error
    const reason = String(error.details['reason'] ?? error.code)
    return { outcome: 'failed', reason, detail: error.message, wrongShape: isShapeError(error), received }
  }
}
