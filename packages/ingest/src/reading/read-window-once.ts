import { type Clock, isGoatedError, systemClock } from '@goated/schema'
import { checkWindow, type WagerWindow } from '@goated/schema/internal'
import { createHttpReader, type HttpReaderOptions, type Received } from '../http/http-reader.ts'
import { credentialAlarms } from '../source/credential-alarms.ts'
import type { WindowSource } from '../source/source.ts'
import { type Judged, judgeReading } from './judge.ts'
import { normaliseWindowReading, type NormalTotal } from './normalise-reading.ts'

export interface ReadWindowDeps {
  clock?: Clock
  http?: HttpReaderOptions
}

interface WindowAttempt {
  source: string
  window: WagerWindow
  startedAt: Date
  finishedAt: Date
  alarms: string[]
  /** Raw body, its size, the attempts and the body's key paths, for the record of the run. */
  received: Received
}

/** What a window's reading says. */
interface WindowRead extends WindowAttempt {
  /** Source time: the upstream's own where it gives one, otherwise when the request started. */
  asOf: Date
  totals: NormalTotal[]
  totalUsers: number | null
  complete: boolean
  sum: bigint
  /** What had to be left out of it, and where; null for nothing. */
  detail: string | null
}

/**
 * How the reading of a window ended. Nothing is stored yet: that is the caller's. `answered` is false where there was no
 * answer to look at, or one that only says that something failed.
 */
export type WindowOutcome =
  | (WindowRead & { outcome: 'ok' })
  | (WindowRead & { outcome: 'empty'; reason: 'READING_EMPTY' })
  | (WindowAttempt & { outcome: 'failed'; reason: string; detail: string; answered: boolean })

/**
 * Asks a source for the totals of one window, once: fetch, validate, normalise, judge.
 * What cannot be used comes back as an outcome with its reason; only a mistake of ours is thrown.
 */
export async function readWindowOnce(
  source: WindowSource,
  window: WagerWindow,
  deps: ReadWindowDeps = {},
): Promise<WindowOutcome> {
  const clock = deps.clock ?? systemClock
  const startedAt = clock.now()
  const http = createHttpReader({ ...source.http, ...deps.http })
  const attempt = (): WindowAttempt => ({
    source: source.id,
    window,
    startedAt,
    finishedAt: clock.now(),
    alarms: credentialAlarms(source, startedAt),
    received: http.received,
  })
  const failed = (reason: string, detail: string, answered: boolean): WindowOutcome => ({
    ...attempt(),
    outcome: 'failed',
    reason,
    detail,
    answered,
  })
  let asOf: Date
  let reading: ReturnType<typeof normaliseWindowReading>
  try {
    checkWindow(source, window)
    const read = await source.readWindow(http, window)
    reading = normaliseWindowReading(read)
    asOf = read.asOf ?? startedAt
  } catch (error) {
    if (!isGoatedError(error)) throw error
    return failed(String(error.details['reason'] ?? error.code), error.message, error.code === 'READING_INVALID')
  }
  const { rows: totals, totalUsers } = reading
  const judged: Judged = { rows: totals.map(({ total }) => ({ allTime: total })), totalUsers, asOf }
  const { refusal, alarms, complete, sumAllTime } = judgeReading(judged, null, clock.now())
  if (refusal !== null) return failed(refusal, 'The reading is not believed.', true)
  const done = attempt()
  const read: WindowRead = {
    ...done,
    asOf,
    totals,
    totalUsers,
    complete,
    sum: sumAllTime,
    detail: reading.detail,
    alarms: [...done.alarms, ...reading.alarms, ...alarms],
  }
  return totals.length === 0 ? { ...read, outcome: 'empty', reason: 'READING_EMPTY' } : { ...read, outcome: 'ok' }
}
