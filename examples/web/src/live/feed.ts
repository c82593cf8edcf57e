import type { ServerMessage } from '@goated/example-contract'
import { backoffDelay } from './backoff.ts'

/** connecting: never connected yet. open: live. down: it was lost or refused, a reconnect is scheduled. */
export type FeedStatus = 'connecting' | 'open' | 'down'

export type TopicMessage = Exclude<ServerMessage, { type: 'subscribed' | 'pong' | 'error' }>

export type TopicListener = (message: TopicMessage) => void

type SocketLike = Pick<WebSocket, 'readyState' | 'send' | 'close'> & {
  onopen: ((event: Event) => void) | null
  onmessage: ((event: MessageEvent) => void) | null
  onclose: ((event: CloseEvent) => void) | null
}

export type FeedOptions = {
  connect: () => SocketLike
  random?: () => number
}

export type Feed = {
  start(): () => void
  status(): FeedStatus
  onStatus(listener: () => void): () => void
  subscribe(topic: string, listener: TopicListener): () => void
  /** After a gap: asks for a new snapshot of the topic. */
  resubscribe(topic: string): void
  /** Skips the rest of the backoff, for when the device is back online. */
  reconnectNow(): void
}

const PING_EVERY_MS = 25_000
const SILENCE_MS = 10_000
const OPEN = 1

/** One socket for the whole page, shared by everything that follows a topic. */
export function createFeed({ connect, random = Math.random }: FeedOptions): Feed {
  const topics = new Map<string, Set<TopicListener>>()
  const statusListeners = new Set<() => void>()
  let status: FeedStatus = 'connecting'
  let socket: SocketLike | undefined
  let attempt = 0
  let started = false
  let reconnectTimer: ReturnType<typeof setTimeout> | undefined
  let heartbeat: ReturnType<typeof setTimeout> | undefined

  function setStatus(next: FeedStatus): void {
    if (next === status) return
    status = next
    for (const listener of statusListeners) listener()
  }

  function send(message: { type: string; topics?: string[] }): void {
    if (socket?.readyState === OPEN) socket.send(JSON.stringify(message))
  }

  // A socket can die without a close event (a phone that changed networks). Silence after a ping gives it away.
  function expectLife(): void {
    clearTimeout(heartbeat)
    heartbeat = setTimeout(() => {
      send({ type: 'ping' })
      heartbeat = setTimeout(() => drop(), SILENCE_MS)
    }, PING_EVERY_MS)
  }

  function drop(): void {
    clearTimeout(heartbeat)
    if (socket) {
      socket.onopen = socket.onmessage = socket.onclose = null
      socket.close()
      socket = undefined
    }
    if (!started) return
    setStatus('down')
    clearTimeout(reconnectTimer)
    reconnectTimer = setTimeout(open, backoffDelay(attempt++, random))
  }

  function open(): void {
    clearTimeout(reconnectTimer)
    const opened = connect()
    socket = opened
    opened.onopen = () => {
      attempt = 0
      setStatus('open')
      if (topics.size > 0) send({ type: 'subscribe', topics: [...topics.keys()] })
      expectLife()
    }
    opened.onmessage = (event) => {
      expectLife()
      const message = parseMessage(event.data)
      if (message) for (const listener of topics.get(message.topic) ?? []) listener(message)
    }
    opened.onclose = drop
  }

  return {
    start() {
      started = true
      open()
      return () => {
        started = false
        clearTimeout(reconnectTimer)
        drop()
      }
    },
    status: () => status,
    onStatus(listener) {
      statusListeners.add(listener)
      return () => statusListeners.delete(listener)
    },
    subscribe(topic, listener) {
      const listeners = topics.get(topic)
      if (listeners) listeners.add(listener)
      else topics.set(topic, new Set([listener]))
      // Also when the topic is already followed: a late listener needs a snapshot of its own.
      send({ type: 'subscribe', topics: [topic] })
      return () => {
        const left = topics.get(topic)
        left?.delete(listener)
        if (left?.size !== 0) return
        topics.delete(topic)
        send({ type: 'unsubscribe', topics: [topic] })
      }
    },
    resubscribe(topic) {
      send({ type: 'unsubscribe', topics: [topic] })
      send({ type: 'subscribe', topics: [topic] })
    },
    reconnectNow() {
      if (!started || socket?.readyState === OPEN) return
      attempt = 0
      if (status === 'down' && !socket) open()
    },
  }
}

function parseMessage(data: unknown): TopicMessage | null {
  if (typeof data !== 'string') return null
  try {
    const message = JSON.parse(data) as ServerMessage
    return message.type === 'snapshot' || message.type === 'update' || message.type === 'event' ? message : null
  } catch {
    return null
  }
}
