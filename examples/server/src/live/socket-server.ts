import type { IncomingMessage, Server } from 'node:http'
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Logger } from 'pino'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Hub } from './hub.ts'
import { serveSocket } from './socket.ts'

export interface SocketServerOptions {
  httpServer: Server
  hub: Hub
  logger: Logger
  /** Pages of these origins may connect too, besides those of the server's own host. */
  allowedOrigins?: readonly string[] | undefined
  heartbeatMs?: number
}

export interface SocketServer {
  /** Tells everyone to come back later, and resolves when all sockets are closed. */
  close(): Promise<void>
}

const messageBytesMax = 4096
const socketsMax = 10_000
const closeWithinMs = 2_000

/** Accepts WebSockets at /ws of an HTTP server. */
export function createSocketServer(options: SocketServerOptions): SocketServer {
  const { httpServer, hub, logger } = options
  const server = new WebSocketServer({ noServer: true, maxPayload: messageBytesMax, perMessageDeflate: false })
  const allowed = new Set(options.allowedOrigins)
  const silent = new WeakSet<WebSocket>()
  let closing = false

  httpServer.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy())
    const refusal = refusalOf(request)
    if (refusal !== undefined) refuseUpgrade(stream, refusal)
    else server.handleUpgrade(request, stream, head, (socket) => serve(socket))
  })

  function refusalOf(request: IncomingMessage): number | undefined {
    if (request.url?.split('?', 1)[0] !== '/ws') return 404
    if (closing || server.clients.size >= socketsMax) return 503
    // A browser names the page that connects; anything else than a browser could name whatever it likes.
    const { origin, host } = request.headers
    if (origin === undefined || allowed.has(origin)) return undefined
    return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase() ? undefined : 403
  }

  function serve(socket: WebSocket): void {
    socket.on('pong', () => silent.delete(socket))
    serveSocket(socket, hub, logger)
  }

  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (silent.has(socket)) socket.terminate()
      else {
        silent.add(socket)
        socket.ping()
      }
    }
  }, options.heartbeatMs ?? 30_000)
  heartbeat.unref()

  return {
    async close() {
      closing = true
      clearInterval(heartbeat)
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

function refuseUpgrade(stream: Duplex, status: number): void {
  stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
