import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Logger } from '@goated/example-logging'
import type { SchedulerState } from '@goated/ingest'
import { checkReady, type Clock, type Db } from '@goated/schema'
import { inTime } from '../in-time.ts'
import type { WorkerMetrics } from './metrics.ts'
import { loadWorkerState } from './worker-state.ts'

export interface MonitoringOptions {
  db: Db
  source: string
  clock: Clock
  logger: Logger
  metrics: WorkerMetrics
  /** 0 takes a free one. */
  port: number
  host: string
  isStopping: () => boolean
  /** How the worker's ticks are; null before it has started. */
  scheduler: () => SchedulerState | null
}

export interface MonitoringServer {
  port: number
  close(): Promise<void>
}

const answerWithinMs = 3000

/**
 * Says over HTTP how the worker is: `/health/live` while the process runs, `/health/ready` when it can also do its
 * work, `/metrics` for Prometheus. A worker that stands by is ready. One whose clock is wrong is not, nor one that holds
 * the lease and does not tick.
 */
export async function startMonitoring(options: MonitoringOptions): Promise<MonitoringServer> {
  const { db, clock, logger, metrics } = options
  let schemaIsThere = false

  async function findFailure(): Promise<string | null> {
    if (options.isStopping()) return 'the worker is stopping'
    const readiness = await ask(() => checkReady(db, { schema: !schemaIsThere }))
    if (readiness === null) return 'the database does not answer'
    if (!readiness.ready) return `${readiness.code}: ${readiness.message}`
    // One that was there stays, so from now on it is enough to ask for a sign of life.
    schemaIsThere = true
    if ((await ask(() => loadWorkerState(db, options.source))) === null) return 'the database does not answer'
    const scheduler = options.scheduler()
    if (scheduler?.clock?.off) return scheduler.clock.off.message
    return scheduler?.overdue ? 'this worker holds the lease and has not ticked for two intervals: restart it' : null
  }

  /** Null when the database fails, or takes longer than whoever asks here would wait. */
  async function ask<Answer>(question: () => Promise<Answer>): Promise<Answer | null> {
    try {
      const answer = await inTime(question(), answerWithinMs)
      return answer === 'late' ? null : answer
    } catch (error) {
      logger.warn({ err: error }, 'the database does not answer')
      return null
    }
  }

  const server = createServer((request, response) => {
    void answer(request.url ?? '', response).catch((error: unknown) => {
      logger.error({ err: error }, 'monitoring failed')
      response.destroy()
    })
  })
  async function answer(url: string, response: ServerResponse): Promise<void> {
    response.setHeader('cache-control', 'no-store')
    const [path] = url.split('?')
    if (path === '/health/live') return sendJson(response, 200, { status: 'ok' })
    if (path === '/health/ready') {
      const failure = await findFailure()
      return sendJson(response, failure === null ? 200 : 503, failure === null ? { status: 'ok' } : { status: failure })
    }
    if (path !== '/metrics') return sendJson(response, 404, { status: 'not found' })
    const state = await ask(() => loadWorkerState(db, options.source))
    const text = await metrics.render({ state, scheduler: options.scheduler(), now: clock.now() })
    response.writeHead(200, { 'content-type': metrics.contentType }).end(text)
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
