import type { Logger } from '@goated/example-logging'
import type { TransactionalDb } from '@goated/schema'
import express, { type Express } from 'express'
import { apiReference } from './docs/api-reference.ts'
import { type HandlersOn, type MountDeps, mountRoutes } from './http/mount-routes.ts'
import { errorHandler, notFound } from './http/problem.ts'
import { requestLog } from './http/request-log.ts'
import { apiHeaders } from './http/security-headers.ts'
import { webFiles } from './http/web-files.ts'
import { type RateLimiter, rateLimit } from './limits/rate-limit.ts'
import type { Metrics } from './metrics/metrics.ts'
import { requestMetrics } from './metrics/request-metrics.ts'
import { healthRoutes } from './routes/health.ts'
import { metricsRoute } from './routes/metrics.ts'

export interface AppOptions {
  db: TransactionalDb
  logger: Logger
  handlersOn: HandlersOn
  mount: MountDeps
  limiter: RateLimiter
  metrics: Metrics
  metricsToken: string | undefined
  /** As Express takes it: how many proxies stand in front, or which. */
  trustProxy: number | string[] | false
  siteName: string
  webRoot: string | undefined
  isClosing: () => boolean
}

const bodyMax = '64kb'

/** Puts the HTTP side together. What the contract does not name, and what is not named here, is not served. */
export function createApp(options: AppOptions): Express {
  const { db, logger, isClosing, metrics, webRoot } = options
  const app = express()
  app.disable('x-powered-by')
  // Tags come from the response cache.
  app.disable('etag')
  app.set('trust proxy', options.trustProxy)

  app.use((_request, response, next) => {
    // A client that keeps its connection open would hold up the shutdown.
    if (isClosing()) response.setHeader('Connection', 'close')
    next()
  })
  app.use(requestLog(logger))
  app.use(requestMetrics(metrics))
  app.use(apiHeaders)
  app.use(healthRoutes({ db, logger, isClosing }))
  app.use(metricsRoute(metrics, options.metricsToken))

  app.use('/api', rateLimit(options.limiter))
  app.use(apiReference(options.siteName))
  app.use('/api', express.json({ limit: bodyMax }))
  app.use(mountRoutes(options.handlersOn, options.mount))
  app.use(['/api', '/health', '/ws', '/metrics'], notFound)

  if (webRoot !== undefined) app.use(webFiles(webRoot))
  app.use(notFound)
  app.use(errorHandler(logger))
  return app
}
