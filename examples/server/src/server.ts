import { createServer as createHttpServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Calendar } from '@goated/races'
import { type Clock, type Connection, type Db, type RecordedEvent, systemClock } from '@goated/schema'
import type { Express } from 'express'
import { type Logger, pino } from 'pino'
import { createApp } from './app.ts'
import { createBoards } from './boards/boards.ts'
import { createHub } from './live/hub.ts'
import { createSocketServer } from './live/socket-server.ts'

export interface ServerOptions {
  db: Db
  /** The affiliate source that the leaderboards show. */
  source: string
  /** When that provider's day, week and month begin. */
  calendar: Calendar
  /** The built web app. Default: none is served. */
  webRoot?: string | undefined
  clock?: Clock | undefined
  /** Default: warnings and errors to the standard output. */
  logger?: Logger | undefined
  /** The age from which the newest reading counts as old. Default 45 minutes: three missed ticks. */
  staleAfterMs?: number | undefined
  /** The connection's, where it has one: what other processes write is then seen at once. */
  listen?: Connection['listen'] | undefined
  /** Origins of pages elsewhere that may open a socket, such as `https://example.org`. */
  allowedOrigins?: readonly string[] | undefined
  /** How often to look for what other processes wrote. Default 2 seconds. */
  pollMs?: number | undefined
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

/** Makes the reference server: REST, live topics and the web app over one database. */
export function createServer(options: ServerOptions): ReferenceServer {
  const logger = options.logger ?? pino({ level: 'warn' })
  let closing: Promise<void> | undefined
  const boards = createBoards({
    db: options.db,
    source: options.source,
    calendar: options.calendar,
    clock: options.clock ?? systemClock,
    logger,
    staleAfterMs: options.staleAfterMs ?? 45 * 60_000,
    listen: options.listen,
    intervalMs: options.pollMs ?? 2_000,
  })
  const app = createApp({
    db: options.db,
    boards,
    logger,
    webRoot: options.webRoot,
    isClosing: () => closing !== undefined,
  })
  const httpServer = createHttpServer(app)
  httpServer.headersTimeout = 10_000
  httpServer.requestTimeout = 30_000
  // Longer than proxies keep an idle connection, so that none sends a request into one that just closes.
  httpServer.keepAliveTimeout = 65_000
  const hub = createHub(boards, logger)
  const sockets = createSocketServer({ httpServer, hub, logger, allowedOrigins: options.allowedOrigins })

  async function closeAll(): Promise<void> {
    const stopped = httpServer.listening ? new Promise((resolve) => httpServer.close(resolve)) : Promise.resolve()
    // A connection that becomes idle only now would stay open for as long as the client likes.
    const sweep = setInterval(() => httpServer.closeIdleConnections(), 100)
    const cut = setTimeout(() => httpServer.closeAllConnections(), drainMs)
    await sockets.close()
    await stopped
    clearInterval(sweep)
    clearTimeout(cut)
    await boards.stop()
  }

  return {
    app,
    httpServer,
    async start(port, host) {
      await boards.start()
      await new Promise<void>((resolve, reject) => {
        httpServer.once('error', reject)
        httpServer.listen(port, host, () => {
          httpServer.off('error', reject)
          resolve()
        })
      })
      return { url: urlOf(httpServer.address() as AddressInfo) }
    },
    publish(events) {
      if (events.length > 0) void boards.check()
    },
    close: () => (closing ??= closeAll()),
  }
}

function urlOf({ address, family, port }: AddressInfo): string {
  if (address === '::' || address === '0.0.0.0') return `http://localhost:${port}`
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}
