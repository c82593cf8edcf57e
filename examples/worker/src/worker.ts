import { createAccountCache, type WagerSource } from '@goated/ingest'
import { nextBoundary } from '@goated/races'
import { type Clock, type RecordedEvent, sqlState, systemClock, type TransactionalDb } from '@goated/schema'
import type { Logger } from 'pino'
import { runTick } from './tick.ts'

export interface WorkerOptions {
  db: TransactionalDb
  source: WagerSource
  intervalMs: number
  logger: Logger
  clock?: Clock
  /** Told of events after they are committed. */
  publish?: (events: RecordedEvent[]) => void
}

export interface Worker {
  /** Finishes the tick under way, or lets it roll back, and stops. */
  stop(): Promise<void>
}

// A reading right at a race's start or end would show the moment before it as often as the moment after.
const afterBoundaryMs = 250
const failedTickPauseMs = 5000

/** Ticks at its interval, and at every start and end of a race, until it is stopped. */
export function startWorker(options: WorkerOptions): Worker {
  const { db, source, logger } = options
  const clock = options.clock ?? systemClock
  const cache = createAccountCache()
  const stopping = new AbortController()
  const done = loop()
  return {
    async stop() {
      stopping.abort()
      await done
    },
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      const startedAt = clock.now()
      let pauseMs = options.intervalMs
      try {
        const { ingest, events } = await runTick({ db, source, clock, cache, signal: stopping.signal })
        options.publish?.(events)
        const { outcome } = ingest
        if (outcome === 'ok') logger.debug({ changed: ingest.changed, listed: ingest.listed }, 'reading stored')
        else logger.warn({ outcome, reason: ingest.reason, detail: ingest.detail }, 'reading not stored')
        pauseMs = await untilNextTick(startedAt)
      } catch (error) {
        if (stopping.signal.aborted) break
        // A database error's own message contains parameters.
        logger.error({ sqlState: sqlState(error), name: error instanceof Error ? error.name : 'unknown' }, 'tick failed')
        pauseMs = Math.min(options.intervalMs, failedTickPauseMs)
      }
      await pause(pauseMs, stopping.signal)
    }
  }

  async function untilNextTick(startedAt: Date): Promise<number> {
    const now = clock.now()
    const regular = startedAt.getTime() + options.intervalMs
    const boundary = await nextBoundary(db, now)
    const due = boundary === null ? regular : Math.min(regular, boundary.getTime() + afterBoundaryMs)
    return Math.max(0, due - now.getTime())
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(finish, ms)
    function finish(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    signal.addEventListener('abort', finish)
  })
}
