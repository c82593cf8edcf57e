import type { Db } from '@goated/schema'
import express, { type Express } from 'express'
import type { Logger } from 'pino'
import type { Boards } from './boards/boards.ts'
import { createResponseCache } from './http/cached-response.ts'
import { errorHandler, notFound } from './http/problem.ts'
import { apiHeaders } from './http/security-headers.ts'
import { webFiles } from './http/web-files.ts'
import { healthRoutes } from './routes/health.ts'
import { historicalRaceRoutes } from './routes/historical-races.ts'
import { leaderboardRoutes } from './routes/leaderboards.ts'
import { raceRoutes } from './routes/races.ts'

export interface AppOptions {
  db: Db
  boards: Boards
  logger: Logger
  webRoot?: string | undefined
  isClosing: () => boolean
}

const bodyMax = '64kb'

/** Puts the HTTP side together. */
export function createApp({ db, boards, logger, webRoot, isClosing }: AppOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  // Tags come from the response cache.
  app.disable('etag')
  const responses = createResponseCache()

  app.use((_request, response, next) => {
    // Who keeps a connection open would otherwise hold up the shutdown.
    if (isClosing()) response.setHeader('Connection', 'close')
    next()
  })
  app.use(apiHeaders)
  app.use(healthRoutes({ db, logger, isClosing }))

  app.use('/api', express.json({ limit: bodyMax }))
  app.use('/api', raceRoutes({ db, boards, responses }))
  app.use('/api', leaderboardRoutes({ boards, responses }))
  app.use('/api', historicalRaceRoutes({ db, boards, responses }))
  app.use(['/api', '/health', '/ws'], notFound)

  if (webRoot !== undefined) app.use(webFiles(webRoot))
  app.use(notFound)
  app.use(errorHandler(logger))
  return app
}
