import type { Logger } from '@goated/example-logging'
import {
  createAccountCache,
  findLastRunAt,
  findReadingRequest,
  finishReadingRequest,
  leaseTtlOf,
  type Scheduler,
  startScheduler,
  type WagerSource,
} from '@goated/ingest'
import { nextBoundary } from '@goated/races'
import {
  type Clock,
  isGoatedError,
  limitTransactions,
  type RecordedEvent,
  systemClock,
  type TransactionalDb,
} from '@goated/schema'
import { createArchiveVerifier } from './archive-verifier.ts'
import { createHousekeeping } from './housekeeping.ts'
import type { WorkerMetrics } from './monitoring/metrics.ts'
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
  metrics?: WorkerMetrics
}

/** Finishes the tick under way, or lets it roll back, when it is stopped. */
export type Worker = Scheduler

const circuitOpenMsMax = 30 * 60_000

/**
 * Ticks at its interval, and at every start and end of a race, until it is stopped. Any number of workers of one source
 * act as one: whoever holds the lease ticks, the others stand by.
 */
export function startWorker(options: WorkerOptions): Worker {
  const { source, intervalMs, logger, metrics } = options
  const leaseTtlMs = leaseTtlOf(intervalMs)
  // A process that stands still in the middle of a transaction holds it no longer than its lease.
  const db = limitTransactions(options.db, { idleMs: leaseTtlMs })
  const clock = options.clock ?? systemClock
  const cache = createAccountCache()
  const circuit = {
    cooldownMs: Math.min(2 * intervalMs, circuitOpenMsMax),
    cooldownMaxMs: Math.min(8 * intervalMs, circuitOpenMsMax),
  }
  const housekeep = createHousekeeping({ db, clock, logger })
  const verifyArchives = createArchiveVerifier({ db, clock, logger })
  const findRequest = () => findReadingRequest(db, { source: source.id }, { clock })
  return startScheduler({
    db,
    name: `worker:${source.id}`,
    intervalMs,
    leaseTtlMs,
    clock,
    nextBoundary: (after) => nextBoundary(db, after),
    lastTickAt: () => findLastRunAt(db, { source: source.id }),
    requestedAt: async () => (await findRequest())?.requestedAt ?? null,
    async run({ lease, clock, signal }) {
      const startedAt = performance.now()
      const spentMs = () => performance.now() - startedAt
      try {
        // Whoever asks for a reading now wants it although the upstream failed before.
        const request = await findRequest()
        const asked = { force: request !== null, trust: request?.trust }
        const { reading, events } = await runTick({ db, source, clock, cache, circuit, lease, signal, ...asked })
        if (request && reading.reason !== 'TOO_SOON')
          await finishReadingRequest(db, { source: source.id, requestedAt: request.requestedAt })
        metrics?.countTick(reading.outcome, spentMs())
        options.publish?.(events)
        logOutcome(logger, reading)
        if (!signal.aborted) await housekeep()
        if (!signal.aborted) {
          const verified = await verifyArchives()
          options.publish?.(verified)
        }
        return { againAt: reading.againAt }
      } catch (error) {
        // One that was told to stop has not failed.
        if (!signal.aborted) metrics?.countTick('error', spentMs())
        throw error
      }
    },
    onError: (error) => logError(logger, error),
    onLead: (leads) => metrics?.setLeading(leads),
  })
}

function logOutcome(logger: Logger, reading: ReadingTaken): void {
  const { outcome, detail } = reading
  if (outcome !== 'ok') return logger.warn({ outcome, reason: reading.reason, detail }, 'reading not stored')
  logger.debug({ changed: reading.changed, listed: reading.listed }, 'reading stored')
  if (reading.alarms.length > 0) logger.warn({ alarms: reading.alarms, detail }, 'reading stored with alarms')
}

/** What an operator reads, and no fault of the program. */
const notTickingCodes = new Set(['CLOCK_OFF', 'TICK_OVERDUE', 'LAST_TICK_AHEAD', 'SOURCE_BUSY'])

function logError(logger: Logger, error: unknown): void {
  if (isGoatedError(error, 'LEASE_LOST')) return logger.warn('another worker has taken over')
  if (isGoatedError(error) && notTickingCodes.has(error.code))
    return logger.warn({ code: error.code, ...error.details }, error.message)
  logger.error({ err: error }, 'tick failed')
}
