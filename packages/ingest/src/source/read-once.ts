import { isGoatedError } from '@goated/schema'
import { type NormaliseAlarm, normaliseReading, type NormalRow } from '../store/normalise-reading.ts'
import { createHttpReader, type HttpReaderOptions, type Received } from './http.ts'
import { isShapeError } from './shape.ts'
import type { CumulativeSource } from './source.ts'

/** A reading as it may be stored. */
export interface NormalReading {
  asOf: Date | null
  rows: NormalRow[]
  totalUsers: number | null
  /** What had to be left out of it, and where. */
  alarms: NormaliseAlarm[]
  detail: string | null
}

/** How reading a source ended. Nothing is stored, and nothing is compared with what is stored. */
export type ReadOutcome = { received: Received } & (
  | { outcome: 'ok'; reading: NormalReading }
  | { outcome: 'empty'; reason: 'READING_EMPTY'; reading: NormalReading }
  | { outcome: 'failed'; reason: string; detail: string; wrongShape: boolean }
)

/**
 * Reads a cumulative source once: fetch, validate, normalise. What cannot be
 * used comes back as an outcome with its reason; only a mistake of ours is thrown.
 */
export async function readOnce(source: CumulativeSource, options: HttpReaderOptions = {}): Promise<ReadOutcome> {
  const http = createHttpReader(options)
  const { received } = http
  try {
    const read = await source.read(http)
    const reading = { asOf: read.asOf, ...normaliseReading(read) }
    return reading.rows.length === 0
      ? { outcome: 'empty', reason: 'READING_EMPTY', reading, received }
      : { outcome: 'ok', reading, received }
  } catch (error) {
    if (!isGoatedError(error)) throw error
    const reason = String(error.details['reason'] ?? error.code)
    return { outcome: 'failed', reason, detail: error.message, wrongShape: isShapeError(error), received }
  }
}
