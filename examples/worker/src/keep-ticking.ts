import type { Logger } from '@goated/example-logging'
import type { WagerSource } from '@goated/ingest'
import { connect, systemClock } from '@goated/schema'
import { inTime } from './in-time.ts'
import { createWorkerMetrics } from './monitoring/metrics.ts'
import { startMonitoring } from './monitoring/monitoring-server.ts'
import { prepareDatabase } from './prepare-database.ts'
import type { WorkerSettings } from './settings.ts'
import { startWorker, type Worker } from './worker.ts'

/**
 * Runs the worker until the process is told to end. The tick under way is finished; if it takes longer than the
 * settings allow, it is left to the database to roll back when the process ends.
 */
export async function keepTicking(settings: WorkerSettings, source: WagerSource, logger: Logger): Promise<void> {
  const told = nextSignal()
  const connection = await connect(settings.DATABASE_URL, {
    applicationName: 'goated-worker',
    max: settings.DATABASE_POOL_MAX,
    // It tells others of events and waits for none.
    listen: false,
    onError: (error) => logger.warn({ err: error }, 'a database connection broke'),
  })
  const { db } = connection
  const metrics = createWorkerMetrics()
  let stopping = false
  let worker: Worker | undefined
  const port = settings.WORKER_METRICS_PORT
  const host = settings.WORKER_METRICS_HOST
  const shared = { db, logger, metrics, clock: systemClock }
  try {
    await prepareDatabase(db, logger)
    const asked = { isStopping: () => stopping, scheduler: () => worker?.state() ?? null }
    const monitoring =
      port === undefined ? undefined : await startMonitoring({ ...shared, ...asked, source: source.id, port, host })
    worker = startWorker({ ...shared, source, intervalMs: settings.INGEST_INTERVAL })
    logger.info(
      { source: source.id, intervalMs: settings.INGEST_INTERVAL, metricsPort: monitoring?.port },
      'worker started',
    )

    const signal = await told
    stopping = true
    logger.info({ signal }, 'worker stopping')
    const ended = worker
      .stop()
      .then(() => monitoring?.close())
      .then(() => connection.close())
    if ((await inTime(ended, settings.WORKER_STOP_WITHIN)) === 'late')
      logger.warn('worker stopped in the middle of a tick; the database rolls it back')
    else logger.info('worker stopped')
  } finally {
    // Closing waits for statements that are running, and one of them may be what is stuck.
    if (!stopping) await connection.close()
  }
}

function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal))
  })
}
