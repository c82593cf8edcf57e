import type { Duplex } from 'node:stream'
import { describeError } from '@goated/example-logging'
import { isGoatedError } from '@goated/schema'
import type { Logger } from 'pino'
import type { RawData, WebSocket } from 'ws'
import { type ClientMessage, readClientMessage, TOPICS_MAX } from './client-message.ts'
import { createFrameWriter, type SentCounters } from './frame-writer.ts'
import type { Hub } from './hub.ts'
import { createMessageAllowance } from './message-allowance.ts'
import type { SlowReaders } from './slow-readers.ts'
import { textFrame } from './text-frame.ts'

/** What all sockets of a server share. */
export interface SharedBySockets {
  hub: Hub
  logger: Logger
  slowReaders: SlowReaders
  counters: SentCounters & { subscriptions: number }
}

const closeWithinMs = 2_000

/** Serves one open socket until it closes. */
export function serveSocket(socket: WebSocket, stream: Duplex, shared: SharedBySockets): void {
  const { hub, logger, slowReaders, counters } = shared
  const topics = new Set<string>()
  const takeAllowance = createMessageAllowance()
  const writer = createFrameWriter({ socket, stream, slowReaders, counters, onReady: catchUp })
  let cutOff = false

  function catchUp(): void {
    for (const name of topics) hub.catchUp(name, writer)
  }

  function reply(message: Record<string, unknown>): void {
    writer.answer(textFrame(JSON.stringify(message)))
  }

  function refuse(code: string, message: string, topic?: string): void {
    reply({ type: 'error', code, message, ...(topic === undefined ? {} : { topic }) })
  }

  /** Whether what came is to be ignored: the client sends too much, and is cut off for it. */
  function isTooMuch(): boolean {
    if (cutOff || takeAllowance()) return cutOff
    cutOff = true
    refuse('RATE_LIMITED', 'Too many messages.')
    socket.close(1008, 'Too many messages')
    setTimeout(() => socket.terminate(), closeWithinMs).unref()
    return true
  }

  function leave(name: string): void {
    if (topics.delete(name)) counters.subscriptions--
    hub.unsubscribe(name, writer)
  }

  async function subscribe(name: string): Promise<void> {
    try {
      const known = await hub.subscribe(name, writer, () => topics.has(name) && socket.readyState === socket.OPEN)
      if (known) return
      refuse('TOPIC_UNKNOWN', 'There is no such topic.', name)
    } catch (error) {
      if (isGoatedError(error, 'RACE_NOT_FOUND')) refuse(error.code, error.message, name)
      else {
        logger.error({ topic: name, ...describeError(error) }, 'a subscription failed')
        refuse('INTERNAL', 'Something went wrong on our side. Try again later.', name)
      }
    }
    leave(name)
  }

  function handle(message: ClientMessage): void {
    if (message.type === 'ping') {
      reply({ type: 'pong' })
      return
    }
    const names = [...new Set(message.topics)]
    if (message.type === 'unsubscribe') {
      for (const name of names) leave(name)
      return
    }
    const wanted = names.filter((name) => !topics.has(name))
    if (topics.size + wanted.length > TOPICS_MAX) {
      refuse('TOPICS_TOO_MANY', `One connection follows at most ${TOPICS_MAX} topics.`)
      return
    }
    for (const name of wanted) topics.add(name)
    counters.subscriptions += wanted.length
    reply({ type: 'subscribed', topics: names })
    for (const name of names) void subscribe(name)
  }

  function receive(data: RawData, isBinary: boolean): void {
    if (isTooMuch()) return
    try {
      // With ws's default binary type, a text comes as one Buffer.
      handle(readClientMessage(isBinary ? '' : (data as Buffer).toString()))
    } catch (error) {
      if (!isGoatedError(error, 'INPUT_INVALID')) throw error
      refuse('MESSAGE_INVALID', 'Expected {"type":"subscribe"|"unsubscribe","topics":[...]} or {"type":"ping"}.')
    }
  }

  socket.on('message', receive)
  socket.on('ping', (data) => {
    if (!isTooMuch()) socket.pong(data)
  })
  // Too large or malformed frames: ws closes by itself, and says so here first.
  socket.on('error', (error) => logger.debug(describeError(error), 'a socket failed'))
  socket.on('close', () => {
    for (const name of topics) leave(name)
    writer.close()
  })
}
