import { type Clock, isGoatedError, systemClock } from '@goated/schema'
import { type Judged, judgeReading } from '../store/judge.ts'
import { credentialAlarms } from './credential-alarms.ts'
import { createHttpReader, type HttpReaderOptions, type Received } from './http.ts'
import { uniqueTotals } from './rows.ts'
import type { WagerWindow, WindowReading, WindowRow, WindowSource } from './source.ts'
import { checkWindow } from './window.ts'

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

/** How the reading of a window ended. Nothing is stored yet: that is the caller's. */
export type WindowOutcome =
  | (WindowAttempt & {
      outcome: 'ok'
      /** Source time: the upstream's own where it gives one, otherwise when the request started. */
      asOf: Date
      totals: WindowRow[]
      totalUsers: number | null
      complete: boolean
      sum: bigint
    })
  | (WindowAttempt & { outcome: 'empty'; reason: 'READING_EMPTY'; asOf: Date })
  | (WindowAttempt & { outcome: 'failed'; reason: string; detail: string })

/**
 * Asks a source for the totals of one window, once: fetch, validate, collapse rows that repeat each other, judge.
 * What cannot be used comes back as an outcome with its reason; only a mistake of ours is thrown.
 */
export async function readWindowOnce(
  source: WindowSource,
  window: WagerWindow,
  deps: ReadWindowDeps = {},
): Promise<WindowOutcome> {
  const clock = deps.clock ?? systemClock
  const startedAt = clock.now()
  const http = createHttpReader(deps.http)
  const attempt = (): WindowAttempt => ({
    source: source.id,
    window,
    startedAt,
    finishedAt: clock.now(),
    alarms: credentialAlarms(source, startedAt),
    received: http.received,
  })
  const failed = (reason: string, detail: string): WindowOutcome => ({
    ...attempt(),
    outcome: 'failed',
    reason,
    detail,
  })
  let reading: WindowReading
  try {
    checkWindow(source, window)
    const read = await source.readWindow(http, window)
    reading = { ...read, totals: uniqueTotals(read.totals) }
  } catch (error) {
    if (!isGoatedError(error)) throw error
    return failed(String(error.details['reason'] ?? error.code), error.message)
  }
  const { totals, totalUsers } = reading
  const asOf = reading.asOf ?? startedAt
  if (totals.length === 0) return { ...attempt(), outcome: 'empty', reason: 'READING_EMPTY', asOf }
  const judged: Judged = { rows: totals.map(({ total }) => ({ allTime: total })), totalUsers, asOf }
  const { refusal, alarms, complete, sumAllTime } = judgeReading(judged, null, clock.now())
  if (refusal !== null) return failed(refusal, 'The reading is not believed.')
  const done = attempt()
  return {
    ...done,
    outcome: 'ok',
    asOf,
    totals,
    totalUsers,
    complete,
    sum: sumAllTime,
    alarms: [...done.alarms, ...alarms],
  }
}
