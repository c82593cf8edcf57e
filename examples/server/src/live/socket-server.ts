import type { IncomingMessage, Server } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { WebSocketServer } from 'ws'
import { createAdmission, type Refusal } from './admission.ts'
import type { SentCounters } from './frame-writer.ts'
import { startHeartbeat } from './heartbeat.ts'
import type { Hub } from './hub.ts'
import { createSlowReaders } from './slow-readers.ts'
import { serveSocket } from './socket.ts'

export interface SocketServerOptions {
  httpServer: Server
  hub: Hub
  logger: Logger
  /** Pages of these origins may connect too, besides those of the server's own host. */
  allowedOrigins?: readonly string[] | undefined
  /** Default 30 seconds. */
  heartbeatMs?: number | undefined
  /** Sockets at a time, default 10 000; the next is refused with 503. */
  connectionsMax?: number | undefined
  /** Sockets at a time of one client address, default 100: a household or an office. The next is refused with 429. */
  connectionsPerAddressMax?: number | undefined
  /** Whose connection it is. Default: the other end's; behind a proxy that is the proxy, so tell it apart here. */
  addressOf?: ((request: IncomingMessage) => string) | undefined
  /** How long something may wait for a client to read it, default 20 seconds; then it is cut off. */
  slowReaderMs?: number | undefined
}

export interface SocketServer {
  stats(): SocketStats
  /** Tells everyone to come back later, and resolves when all sockets are closed. */
  close(): Promise<void>
}

/** Open sockets and their subscriptions now; the rest since the start. */
export interface SocketStats extends SentCounters {
  connections: number
  subscriptions: number
  /** Turned away before a socket was opened. */
  refused: number
}

const messageBytesMax = 4096
const closeWithinMs = 2_000

/** Accepts WebSockets at /ws of an HTTP server. */
export function createSocketServer(options: SocketServerOptions): SocketServer {
  const { httpServer, hub, logger } = options
  // No compression: every client would cost a zlib window and a pass over every message, and frames could not be shared.
  // Pongs are answered by serveSocket, which counts what it answers.
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytesMax,
    perMessageDeflate: false,
    autoPong: false,
  })
  const counters = { messagesSent: 0, bytesSent: 0, droppedSlow: 0, subscriptions: 0 }
  const slowReaders = createSlowReaders({ patienceMs: options.slowReaderMs ?? 20_000 })
  let refused = 0
  let closing = false
  const admission = createAdmission({
    allowedOrigins: options.allowedOrigins ?? [],
    connectionsMax: options.connectionsMax ?? 10_000,
    connectionsPerAddressMax: options.connectionsPerAddressMax ?? 100,
    addressOf: options.addressOf ?? ((request) => request.socket.remoteAddress ?? ''),
    isClosing: () => closing,
  })
  const heartbeat = startHeartbeat(server.clients, options.heartbeatMs ?? 30_000)

  httpServer.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy())
    const admitted = admission.admit(request)
    if ('status' in admitted) {
      refused++
      refuseUpgrade(stream, admitted)
      return
    }
    stream.once('close', admitted.release)
    server.handleUpgrade(request, stream, head, (socket) => {
      heartbeat.watch(socket)
      serveSocket(socket, stream, { hub, logger, slowReaders, counters })
    })
  })

  return {
    stats: () => ({ connections: server.clients.size, refused, ...counters }),
    async close() {
      closing = true
      heartbeat.stop()
      const closed = [...server.clients].map((socket) => new Promise((resolve) => socket.once('close', resolve)))
      for (const socket of server.clients) socket.close(1001, 'The server is shutting down')
      const timer = setTimeout(() => {
        for (const socket of server.clients) socket.terminate()
      }, closeWithinMs)
      await Promise.all(closed)
      clearTimeout(timer)
    },
  }
}

function refuseUpgrade(stream: Duplex, { status, reason }: Refusal): void {
  const retry = status === 429 || status === 503 ? 'Retry-After: 30\r\n' : ''
  // Otherwise it would stay half open for as long as the client likes.
  stream.once('finish', () => stream.destroy())
  stream.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n${retry}` +
      `Content-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(reason)}\r\n\r\n${reason}`,
  )
}
