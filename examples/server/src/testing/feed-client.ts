import { once } from 'node:events'
import { WebSocket } from 'ws'

/** A message as a client sees it. */
export interface FeedMessage {
  type: string
  topic: string
  version: number
  code: string
  topics: string[]
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into every kind of message
  data: any
}

export interface FeedClient {
  socket: WebSocket
  send(message: unknown): void
  /** The next message that was not taken yet. */
  next(type?: string): Promise<FeedMessage>
  /** Messages that nobody took. */
  waiting: FeedMessage[]
  closed: Promise<{ code: number }>
}

/** Opens a socket to a server, and rejects when the server refuses. */
export async function openFeed(url: string, headers: Record<string, string> = {}): Promise<FeedClient> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/ws`, { headers })
  const waiting: FeedMessage[] = []
  let arrived = () => {}
  socket.on('message', (data: Buffer) => {
    waiting.push(JSON.parse(data.toString()) as FeedMessage)
    arrived()
  })
  const closed = new Promise<{ code: number }>((resolve) => {
    socket.on('close', (code) => resolve({ code }))
  })
  await once(socket, 'open')
  socket.on('error', () => {})

  async function next(type?: string): Promise<FeedMessage> {
    const deadline = Date.now() + 5_000
    for (;;) {
      const index = waiting.findIndex((message) => type === undefined || message.type === type)
      const [found] = index === -1 ? [] : waiting.splice(index, 1)
      if (found) return found
      if (Date.now() > deadline) throw new Error(`No message ${type ?? ''}; waiting: ${JSON.stringify(waiting)}`)
      await new Promise<void>((resolve) => {
        arrived = resolve
        setTimeout(resolve, 100)
      })
    }
  }

  return {
    socket,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next,
    waiting,
    closed,
  }
}
