import { ensureFirstAdmin } from '@goated/accounts'
import { createLogger, describeError, type Logger } from '@goated/example-logging'
import { clashKind, csvKind, goatedKind, rainbetKind } from '@goated/ingest'
import {
  connect,
  type Connection,
  type ConnectOptions,
  isGoatedError,
  limitTransactions,
  migrate,
} from '@goated/schema'
import { createServer } from './server.ts'
import { readSettings, type Settings } from './settings.ts'

/** How long an act waits for a connection, and then for a lock. */
const waitMs = 5_000
/** How long it may leave its transaction idle: reckoning the totals of a race anew takes seconds. */
const idleMs = 30_000
const writesMax = 4

const sourceKinds = { goated: goatedKind, rainbet: rainbetKind, clash: clashKind, csv: csvKind }

let settings: Settings
try {
  settings = readSettings(process.env)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
const logger = createLogger({ service: 'server', level: settings.LOG_LEVEL })
try {
  await main(settings, logger)
} catch (error) {
  logger.fatal(describeError(error), 'the server could not start')
  process.exitCode = 1
}

async function main(settings: Settings, logger: Logger): Promise<void> {
  const { reads, writes } = sharesOf(settings.DATABASE_POOL_MAX)
  const shared: ConnectOptions = {
    applicationName: 'goated-server',
    onError: (error) => logger.warn(describeError(error), 'a database connection broke'),
  }
  const connection = await connect(settings.DATABASE_URL, {
    ...shared,
    max: reads,
    listenUrl: settings.DATABASE_DIRECT_URL,
  })
  // An embedded database has one connection, and so has a pool of one.
  const separate = connection.kind !== 'pglite' && writes > 0
  const forWrites = separate
    ? await connect(settings.DATABASE_URL, { ...shared, max: writes, connectTimeoutMs: waitMs, listen: false })
    : connection
  try {
    await prepareDatabase(connection, logger)
    await makeFirstAdmin(connection, settings, logger)
    const server = createServer({
      db: connection.db,
      writeDb: limitTransactions(forWrites.db, { idleMs, lockWaitMs: waitMs }),
      source: settings.UPSTREAM_KIND,
      sourceKind: sourceKinds[settings.UPSTREAM_KIND],
      calendar: { timeZone: settings.PROVIDER_TIME_ZONE, weekStartsOn: settings.PROVIDER_WEEK_STARTS_ON },
      secret: settings.SESSION_SECRET,
      adminTotp: settings.ADMIN_TOTP,
      site: siteOf(settings),
      publicUrl: settings.PUBLIC_URL,
      webRoot: settings.WEB_ROOT ?? (await buildWebApp()),
      logger,
      staleAfterMs: settings.STALE_AFTER,
      listen: connection.listen,
      trustProxy: settings.TRUST_PROXY,
      metricsToken: settings.METRICS_TOKEN,
    })
    const { url } = await server.start(settings.PORT, settings.HOST)
    logger.info({ url, database: connection.url }, 'listening')
    const signal = await nextSignal()
    logger.info({ signal }, 'shutting down')
    await server.close()
  } finally {
    await Promise.all([connection.close(), forWrites.close()])
  }
}

/** Few connections for what people change, as one of them is enough to wait with; the rest for everything else. */
function sharesOf(max: number): { reads: number; writes: number } {
  const writes = Math.floor(Math.min(max / 2, writesMax))
  return { reads: max - writes, writes }
}

function siteOf(settings: Settings) {
  return {
    name: settings.SITE_NAME,
    footer: {
      text: settings.FOOTER_TEXT ?? null,
      links: settings.FOOTER_LINKS ?? [],
      minAge: settings.MIN_AGE === 0 ? null : settings.MIN_AGE,
    },
    namesMasked: settings.MASK_NAMES === 'all',
  }
}

async function buildWebApp(): Promise<string> {
  // The tools that build it need not be there where it was built before.
  const { buildWeb } = await import('@goated/example-web/build')
  return buildWeb()
}

async function makeFirstAdmin({ db }: Connection, settings: Settings, logger: Logger): Promise<void> {
  const { ADMIN_USERNAME: username, ADMIN_PASSWORD: password } = settings
  if (username === undefined || password === undefined) return
  const { outcome } = await ensureFirstAdmin(db, { username, password }, { siteName: settings.SITE_NAME })
  if (outcome === 'created') logger.info('the first admin was made; ADMIN_PASSWORD is not needed any more')
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
