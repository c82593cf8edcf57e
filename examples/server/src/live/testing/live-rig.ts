import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { DomainEvent } from '@goated/schema'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { type ClientOptions, WebSocket } from 'ws'
import { createHub } from '../hub.ts'
import { createSocketServer, type SocketServer, type SocketServerOptions } from '../socket-server.ts'

/** The live side of a server without a database: its races are what the test says. */
export interface LiveRig {
  url: string
  sockets: SocketServer
  /** The streams under the sockets, in the order in which they were opened. */
  streams: Duplex[]
  /** Says that something happened to a race; its name may be as long as a message should be. */
  tell(name: string): void
  open(options?: ClientOptions): Promise<RigClient>
}

export interface RigClient {
  socket: WebSocket
  messages: { type: string; version: number; data: { name?: string } }[]
  send(message: unknown): void
  /** Waits until a message came that it is looking for. */
  seen(type: string, version?: number): Promise<void>
}

export async function startLive(options: Partial<SocketServerOptions> = {}): Promise<LiveRig> {
  const logger = pino({ enabled: false })
  const httpServer = createServer()
  const streams: Duplex[] = []
  let listener: (events: readonly DomainEvent[]) => void = () => {}
  const nothing = () => {
    throw new Error('The rig has no boards.')
  }
  const hub = createHub(
    {
      race: nothing,
      leaderboard: nothing,
      isRaceStale: nothing,
      areLeaderboardsStale: nothing,
      showPlayer: nothing,
      openRaces: () => [{ id: 1, status: 'live', fingerprint: '' }],
      onLooked: (found) => (listener = found),
    },
    logger,
  )
  httpServer.on('upgrade', (_request, stream) => streams.push(stream))
  const sockets = createSocketServer({ httpServer, hub, logger, ...options })
  httpServer.listen(0, '127.0.0.1')
  await once(httpServer, 'listening')
  onTestFinished(async () => {
    await sockets.close()
    httpServer.close()
  })
  const url = `http://127.0.0.1:${(httpServer.address() as AddressInfo).port}`
  return {
    url,
    sockets,
    streams,
    tell: (name) => listener([{ name, payload: { raceId: 1 } }]),
    async open(clientOptions) {
      const client = rigClient(new WebSocket(`${url.replace('http', 'ws')}/ws`, clientOptions))
      await once(client.socket, 'open')
      return client
    },
  }
}

function rigClient(socket: WebSocket): RigClient {
  const messages: RigClient['messages'] = []
  socket.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString()) as (typeof messages)[number]))
  socket.on('error', () => {})
  return {
    socket,
    messages,
    send: (message) => socket.send(JSON.stringify(message)),
    async seen(type, version) {
      const isThere = () => messages.some((each) => each.type === type && (version ?? each.version) === each.version)
      while (!isThere()) await once(socket, 'message', { signal: AbortSignal.timeout(5_000) })
    },
  }
}
