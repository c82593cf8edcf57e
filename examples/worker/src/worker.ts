import { createAccountCache, lastRunAt, startScheduler, type WagerSource } from '@goated/ingest'
import { nextBoundary } from '@goated/races'
import {
  type Clock,
  isGoatedError,
  type RecordedEvent,
  sqlState,
  systemClock,
  type TransactionalDb,
} from '@goated/schema'
import type { Logger } from 'pino'
import type { ReadingTaken } from './take-reading.ts'
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

const circuitOpenMsMax = 30 * 60_000

/**
 * Ticks at its interval, and at every start and end of a race, until it is stopped. Any number of workers of one source
 * act as one: whoever holds the lease ticks, the others stand by.
 */
export function startWorker(options: WorkerOptions): Worker {
  const { db, source, intervalMs, logger } = options
  const clock = options.clock ?? systemClock
  const cache = createAccountCache()
  const circuit = {
    cooldownMs: Math.min(2 * intervalMs, circuitOpenMsMax),
    cooldownMaxMs: Math.min(8 * intervalMs, circuitOpenMsMax),
  }
  return startScheduler({
    db,
    name: `worker:${source.id}`,
    intervalMs,
    clock,
    nextBoundary: (after) => nextBoundary(db, after),
    lastTickAt: () => lastRunAt(db, source.id),
    async run({ lease, signal }) {
      const { reading, events } = await runTick({ db, source, clock, cache, circuit, lease, signal })
      options.publish?.(events)
      logOutcome(logger, reading)
      return { againAt: reading.againAt }
    },
    onError: (error) => logError(logger, error),
  })
}

function logOutcome(logger: Logger, reading: ReadingTaken): void {
  const { outcome, detail } = reading
  if (outcome !== 'ok') return logger.warn({ outcome, reason: reading.reason, detail }, 'reading not stored')
  logger.debug({ changed: reading.changed, listed: reading.listed }, 'reading stored')
  if (reading.alarms.length > 0) logger.warn({ alarms: reading.alarms, detail }, 'reading stored with alarms')
}

/** A database error's own message contains parameters. */
function logError(logger: Logger, error: unknown): void {
  if (isGoatedError(error, 'LEASE_LOST')) return logger.warn('another worker has taken over')
  logger.error({ sqlState: sqlState(error), name: error instanceof Error ? error.name : 'unknown' }, 'tick failed')
}
