import { createServer as createHttpServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SessionLifetimes } from '@goated/accounts'
import type { Site } from '@goated/example-contract'
import { createLogger, type Logger } from '@goated/example-logging'
import { goatedKind, type SourceKind } from '@goated/ingest'
import type { Calendar } from '@goated/races'
import { type Clock, type Connection, type RecordedEvent, systemClock, type TransactionalDb } from '@goated/schema'
import type { Express } from 'express'
import { createApp } from './app.ts'
import type { AdminTotp } from './auth/authorise.ts'
import { createSessionCookie } from './auth/session-cookie.ts'
import { createBoards } from './boards/boards.ts'
import { createHandlers } from './handlers.ts'
import { createResponseCache } from './http/cached-response.ts'
import { createAddressOf, trustsProxy } from './http/client-address.ts'
import { createReadyAnswers } from './http/ready-answers.ts'
import { UpgradableRequest } from './http/upgradable-request.ts'
import { type ConnectionLimits, limitConnections } from './limits/connections.ts'
import { createRateLimiter, type RateLimits } from './limits/rate-limit.ts'
import { createHub } from './live/hub.ts'
import { createSocketServer, type SocketServerOptions } from './live/socket-server.ts'
import { createMetrics } from './metrics/metrics.ts'
import { createShowPlayer } from './views/shown-player.ts'

export interface ServerOptions {
  db: TransactionalDb
  /**
   * The same database over connections of its own, for what people change: however many wait there for a lock, reading
   * and `/health` do not. Default: `db`.
   */
  writeDb?: TransactionalDb | undefined
  /** The affiliate source that the leaderboards show. */
  source: string
  /** What that source reports; new races are made for it. Default: counters, which serve every race. */
  sourceKind?: SourceKind | undefined
  /** When that provider's day, week and month begin. */
  calendar: Calendar
  /** At least 32 characters that nobody else knows: second factors are encrypted under it, masked names keyed by it. */
  secret: string
  /** Whether admins must have a second factor. Default `required`. */
  adminTotp?: AdminTotp | undefined
  /** How long sessions last. */
  lifetimes?: SessionLifetimes | undefined
  /** What the site says of itself. */
  site?: Partial<Site> | undefined
  /** Where people reach this server, when that is another address than the one it listens on. */
  publicUrl?: string | undefined
  /** The built web app. Default: none is served. */
  webRoot?: string | undefined
  clock?: Clock | undefined
  /** Default: warnings and errors to the standard output. */
  logger?: Logger | undefined
  /** The age from which the newest reading counts as old. Default 45 minutes: three missed ticks. */
  staleAfterMs?: number | undefined
  /** The connection's, where it has one: what other processes write is then seen at once. */
  listen?: Connection['listen'] | undefined
  /** How many proxies stand in front, or which. Default: none, so what a client says of its address is not believed. */
  trustProxy?: number | string[] | undefined
  /** The token that lets its holder read the metrics. Default: nobody may read them. */
  metricsToken?: string | undefined
  limits?: RateLimits | undefined
  connections?: ConnectionLimits | undefined
  /** How often to look for what other processes wrote. Default 2 seconds. */
  pollMs?: number | undefined
  /** Of the live feed. */
  sockets?: Pick<SocketServerOptions, 'connectionsMax' | 'connectionsPerAddressMax' | 'slowReaderMs'> | undefined
}

export interface ReferenceServer {
  app: Express
  httpServer: Server
  /**
   * Listens, on any free port when `port` is 0.
   *
   * @param host default: all addresses
   */
  start(port: number, host?: string): Promise<{ url: string }>
  /** Tells what was committed in this process, so that nobody waits for the next look. */
  publish(events: readonly RecordedEvent[]): void
  /** Stops accepting, ends sockets with 1001 and waits for running requests, at most ten seconds. */
  close(): Promise<void>
}

const drainMs = 10_000

/** How long a client may take: the head of a request from its first byte, or from the connection's, and all of it. */
const patience = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Node would look only twice a minute.
  connectionsCheckingInterval: 1_000,
  // Longer than proxies keep an idle connection, so that none sends a request into one that just closes.
  keepAliveTimeout: 65_000,
}
/** When nothing was sent or read for so long, there is nobody any more. */
const silenceMs = 120_000

const defaultSite: Site = {
  name: 'Goated',
  footer: { text: null, links: [], minAge: null },
  namesMasked: false,
}

/** Makes the reference server: REST, live topics and the web app over one database. */
export function createServer(options: ServerOptions): ReferenceServer {
  const { db, source, calendar, secret, publicUrl } = options
  const logger = options.logger ?? createLogger({ service: 'server', level: 'warn' })
  const clock = options.clock ?? systemClock
  const adminTotp = options.adminTotp ?? 'required'
  const site = { ...defaultSite, ...options.site }
  const allowedOrigins = publicUrl === undefined ? [] : [new URL(publicUrl).origin]
  let closing: Promise<void> | undefined
  const boards = createBoards({
    db,
    source,
    calendar,
    clock,
    logger,
    staleAfterMs: options.staleAfterMs ?? 45 * 60_000,
    showPlayer: createShowPlayer({ maskAll: site.namesMasked, secret }),
    listen: options.listen,
    intervalMs: options.pollMs ?? 2_000,
  })
  const publish = (events: readonly RecordedEvent[]) => {
    if (events.length > 0) void boards.check()
  }
  const limiter = createRateLimiter({ db, clock, logger, limits: options.limits })
  const addressOf = createAddressOf(() => app)
  const metrics = createMetrics({
    sockets: () => sockets.stats(),
    boardsHeld: () => boards.held(),
    readingAgeSeconds() {
      const newest = boards.newestReading()
      return newest && (clock.now().getTime() - newest.getTime()) / 1000
    },
  })
  const ready = createReadyAnswers({
    version: () => (closing ? null : boards.lookCount()),
    now: () => clock.now().getTime(),
    admits: (request) => limiter.admit('read', addressOf(request)).ok,
    served: (answer) => metrics.requestServed({ method: 'GET', ...answer }),
  })
  const sessions = { secret, ...(options.lifetimes ? { lifetimes: options.lifetimes } : {}) }
  const app = createApp({
    db,
    logger,
    handlersOn: (on, publish) =>
      createHandlers({
        db: on,
        // A transaction is on a connection for acts already.
        writeDb: on === db ? options.writeDb : undefined,
        clock,
        publish,
        boards,
        source,
        sourceKind: options.sourceKind ?? goatedKind,
        calendar,
        site,
        adminTotp,
        sessions,
      }),
    mount: {
      db,
      writeDb: options.writeDb ?? db,
      clock,
      cookie: createSessionCookie(publicUrl),
      sessions,
      responses: createResponseCache(),
      ready,
      settled: boards.settled,
      adminTotp,
      allowedOrigins,
      publish,
    },
    limiter,
    metrics,
    metricsToken: options.metricsToken,
    trustProxy: options.trustProxy ?? false,
    siteName: site.name,
    webRoot: options.webRoot,
    isClosing: () => closing !== undefined,
  })
  const httpServer = createHttpServer({ ...patience, IncomingMessage: UpgradableRequest }, (request, response) => {
    if (!ready.serve(request, response)) app(request, response)
  })
  httpServer.setTimeout(silenceMs)
  limitConnections(httpServer, options.connections ?? {}, (address) => trustsProxy(app, address))
  const sockets = createSocketServer({
    httpServer,
    hub: createHub(boards, logger),
    logger,
    allowedOrigins,
    addressOf,
    ...options.sockets,
  })

  async function closeAll(): Promise<void> {
    const stopped = httpServer.listening ? new Promise((resolve) => httpServer.close(resolve)) : Promise.resolve()
    // A connection that becomes idle only now would stay open for as long as the client likes.
    const sweep = setInterval(() => httpServer.closeIdleConnections(), 100)
    const cut = setTimeout(() => httpServer.closeAllConnections(), drainMs)
    await sockets.close()
    await stopped
    clearInterval(sweep)
    clearTimeout(cut)
    await limiter.stop()
    await boards.stop()
  }

  return {
    app,
    httpServer,
    async start(port, host) {
      await boards.start()
      limiter.start()
      await new Promise<void>((resolve, reject) => {
        httpServer.once('error', reject)
        httpServer.listen(port, host, () => {
          httpServer.off('error', reject)
          resolve()
        })
      })
      return { url: urlOf(httpServer.address() as AddressInfo) }
    },
    publish,
    close: () => (closing ??= closeAll()),
  }
}

function urlOf({ address, family, port }: AddressInfo): string {
  if (address === '::' || address === '0.0.0.0') return `http://localhost:${port}`
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
