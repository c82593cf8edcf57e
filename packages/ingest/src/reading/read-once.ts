import { isGoatedError } from '@goated/schema'
import { createHttpReader, type HttpReaderOptions, type Received } from '../http/http-reader.ts'
import type { CumulativeSource, Reading } from '../source/source.ts'
import { type NormaliseAlarm, normaliseReading, type NormalRow } from './normalise-reading.ts'

/** A reading as it may be stored. */
export interface NormalReading {
  asOf: Date | null
  rows: NormalRow[]
  totalUsers: number | null
  /** What had to be left out of it, and where. */
  alarms: NormaliseAlarm[]
  detail: string | null
}

interface NotRead {
  outcome: 'failed'
  reason: string
  detail: string
  /** False: there was no answer to look at, or one that only says that something failed. */
  answered: boolean
}

/** How reading a source ended. Nothing is stored, and nothing is compared with what is stored. */
export type ReadOutcome = { received: Received } & (
  | { outcome: 'ok'; reading: NormalReading }
  | { outcome: 'empty'; reason: 'READING_EMPTY'; reading: NormalReading }
  | NotRead
)

/**
 * Reads a cumulative source once: fetch, validate, normalise. What cannot be used comes back as an outcome with its
 * reason; only a mistake of ours is thrown.
 */
export async function readOnce(source: CumulativeSource, options: HttpReaderOptions = {}): Promise<ReadOutcome> {
  const read = await readSource(source, options)
  if (read.outcome === 'failed') return read
  const { received } = read
  try {
    const reading = { asOf: read.reading.asOf, ...normaliseReading(read.reading) }
    return reading.rows.length === 0
      ? { outcome: 'empty', reason: 'READING_EMPTY', reading, received }
      : { outcome: 'ok', reading, received }
  } catch (error) {
    return { ...notRead(error), received }
  }
}

/** The same without normalising, which storing does. */
export async function readSource(
  source: CumulativeSource,
  options: HttpReaderOptions = {},
): Promise<{ received: Received } & ({ outcome: 'ok'; reading: Reading } | NotRead)> {
  const http = createHttpReader({ ...source.http, ...options })
  const { received } = http
  try {
    return { outcome: 'ok', reading: await source.read(http), received }
  } catch (error) {
    return { ...notRead(error), received }
  }
}

function notRead(error: unknown): NotRead {
  if (!isGoatedError(error)) throw error
  const reason = String(error.details['reason'] ?? error.code)
  return { outcome: 'failed', reason, detail: error.message, answered: error.code === 'READING_INVALID' }
}
