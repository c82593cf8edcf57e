import { buildWeb } from '@goated/example-web/build'
import { connect, type Connection, isGoatedError, migrate } from '@goated/schema'
import { type Logger, pino } from 'pino'
import { describeError } from './http/describe-error.ts'
import { createServer } from './server.ts'
import { readSettings, type Settings } from './settings.ts'

let settings: Settings
try {
  settings = readSettings(process.env)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
const logger = pino({ level: settings.LOG_LEVEL })
try {
  await main(settings, logger)
} catch (error) {
  logger.fatal(describeError(error), 'the server could not start')
  process.exitCode = 1
}

async function main(settings: Settings, logger: Logger): Promise<void> {
  const connection = await connect(settings.DATABASE_URL, {
    applicationName: 'goated-server',
    onError: (error) => logger.warn(describeError(error), 'a database connection broke'),
  })
  try {
    await prepareDatabase(connection, logger)
    const server = createServer({
      db: connection.db,
      source: settings.UPSTREAM_KIND,
      calendar: { timeZone: settings.PROVIDER_TIME_ZONE, weekStartsOn: settings.PROVIDER_WEEK_STARTS_ON },
      webRoot: await buildWeb(),
      logger,
      staleAfterMs: settings.STALE_AFTER,
      listen: connection.listen,
      allowedOrigins: settings.PUBLIC_URL === undefined ? [] : [settings.PUBLIC_URL],
    })
    const { url } = await server.start(settings.PORT, settings.HOST)
    logger.info({ url, database: connection.url }, 'listening')
    const signal = await nextSignal()
    logger.info({ signal }, 'shutting down')
    await server.close()
  } finally {
    await connection.close()
  }
}

async function prepareDatabase({ db }: Connection, logger: Logger): Promise<void> {
  try {
    await migrate(db, { logger: { info: (message, fields) => logger.info(fields ?? {}, message) } })
  } catch (error) {
    // The tables belong to another tool's migrations; whether they fit, /health/ready tells.
    if (!isGoatedError(error, 'SCHEMA_OWNED_ELSEWHERE')) throw error
    logger.info('the tables are migrated by another tool')
  }
}

function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal))
  })
}
