// Sends one race's changes to many clients, in a process of its own: ours, ws used plainly, or nothing but sockets.
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { loadStandings, type RaceBoard } from '@goated/races'
import { connect, type DomainEvent } from '@goated/schema'
import { pino } from 'pino'
import { WebSocketServer } from 'ws'
import type { FollowedBoards, Hub } from '../../examples/server/src/live/hub.ts'
import { createHub } from '../../examples/server/src/live/hub.ts'
import { createSocketServer } from '../../examples/server/src/live/socket-server.ts'
import { LIVE_PLACES } from '../../examples/server/src/live/topic-content.ts'
import { answerQuestions, cpuMs } from './child.ts'

export type FanOut = 'ours' | 'raw' | 'ws' | 'ws stringify'

export interface Published {
  /** On the clock that all processes of the machine share, in ns. */
  startedAt: string
  /** Of one message, framed. */
  bytes: number
}

/** What a message took of the server besides time, in ms. */
export interface Cost {
  /** The longest that anything else had to wait. */
  delayMs: number
  cpuMs: number
}

interface Sender {
  server: Server
  clients(): number
  publish(): Promise<Published>
}

let sender: Sender | undefined
let cpuBefore = 0
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()

answerQuestions({
  async open(input: { kind: FanOut; database: string; raceId: number; messageBytes: number }) {
    sender = await openSender(input)
    const { server } = sender
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4096, resolve))
    return (server.address() as AddressInfo).port
  },
  clients: () => opened().clients(),
  async publish() {
    delay.reset()
    // It measures from one of its ticks to the next, so one must come before.
    await sleep(5)
    cpuBefore = cpuMs()
    return opened().publish()
  },
  /** Since publishing. */
  async cost(): Promise<Cost> {
    const cost = cpuMs() - cpuBefore
    await sleep(5)
    return { delayMs: delay.max / 1e6, cpuMs: cost }
  },
  /** Publishes many messages, and tells how much more memory it took at the most, in MB. */
  async publishMany({ messages, gapMs }: { messages: number; gapMs: number }) {
    globalThis.gc?.()
    const before = process.memoryUsage.rss()
    let [peak, bytes] = [before, 0]
    for (let sent = 0; sent < messages; sent++) {
      bytes += (await opened().publish()).bytes
      await sleep(gapMs)
      peak = Math.max(peak, process.memoryUsage.rss())
    }
    return { grownMegabytes: (peak - before) / 1024 ** 2, bytes }
  },
})

function opened(): Sender {
  if (!sender) throw new Error('Nothing is open.')
  return sender
}

async function openSender(input: {
  kind: FanOut
  database: string
  raceId: number
  messageBytes: number
}): Promise<Sender> {
  const { db, close } = await connect(input.database)
  const board = await loadStandings(db, input.raceId)
  await close()
  const race = await openRace(board, input.messageBytes)
  if (input.kind === 'ours') return ourSender(race.hub, race.publish)
  const published = await race.publish()
  return input.kind === 'raw' ? rawSender(published.frame) : wsSender(published.frame, input.kind)
}

/** A race whose first places wager at a word, as many of them as make a message of the size. */
async function openRace(loaded: RaceBoard, messageBytes: number) {
  let board = { ...loaded, entries: loaded.entries.slice(0, LIVE_PLACES) }
  let look: (events: readonly DomainEvent[]) => void = () => {}
  let take: (frame: Buffer) => void = () => {}
  const boards: FollowedBoards = {
    race: () => Promise.resolve({ board, nextRaceId: null, prizes: [], fingerprint: '' }),
    leaderboard: () => Promise.reject(new Error('There is no leaderboard.')),
    isRaceStale: () => false,
    areLeaderboardsStale: () => false,
    showPlayer: ({ username }) => ({ key: username, username, masked: false }),
    openRaces: () => [],
    onLooked: (listener) => (look = listener),
  }
  const hub = createHub(boards, pino({ level: 'warn' }))
  const itself = { send: (frame: Buffer) => (take(frame), true) }
  await hub.subscribe(`race:${board.race.id}`, itself, () => true)

  let wagering = 0
  async function publish(): Promise<Published & { frame: Buffer }> {
    const entries = board.entries.map((entry, place) =>
      place < wagering ? { ...entry, amount: entry.amount + 1n } : entry,
    )
    board = { ...board, entries }
    const taken = new Promise<Buffer>((resolve) => (take = resolve))
    const startedAt = String(process.hrtime.bigint())
    look([])
    const frame = await taken
    return { startedAt, bytes: frame.length, frame }
  }

  while ((await (wagering++, publish())).bytes < messageBytes)
    if (wagering === LIVE_PLACES) throw new Error('All places together make no message of that size.')
  return { hub, publish }
}

function ourSender(hub: Hub, publish: () => Promise<Published>): Sender {
  const server = createHttpServer()
  const sockets = createSocketServer({
    httpServer: server,
    hub,
    logger: pino({ level: 'warn' }),
    connectionsMax: Infinity,
    connectionsPerAddressMax: Infinity,
    // Not while others are measured.
    heartbeatMs: 2 ** 31 - 1,
  })
  return {
    server,
    clients: () => sockets.stats().subscriptions,
    async publish() {
      const { startedAt, bytes } = await publish()
      return { startedAt, bytes }
    },
  }
}

function wsSender(frame: Buffer, kind: 'ws' | 'ws stringify'): Sender {
  const server = createHttpServer()
  const { clients } = new WebSocketServer({ server, path: '/ws', perMessageDeflate: false })
  const message = JSON.parse(frame.subarray(frame.indexOf('{')).toString()) as unknown
  return {
    server,
    clients: () => clients.size,
    publish() {
      const startedAt = String(process.hrtime.bigint())
      if (kind === 'ws stringify') for (const client of clients) client.send(JSON.stringify(message))
      else {
        const once = Buffer.from(JSON.stringify(message))
        for (const client of clients) client.send(once, { binary: false })
      }
      return Promise.resolve({ startedAt, bytes: frame.length })
    },
  }
}

function rawSender(frame: Buffer): Sender {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    socket.setNoDelay().on('error', () => {})
    sockets.add(socket)
  })
  return {
    server,
    clients: () => sockets.size,
    publish() {
      const startedAt = String(process.hrtime.bigint())
      for (const socket of sockets) socket.write(frame)
      return Promise.resolve({ startedAt, bytes: frame.length })
    },
  }
}
