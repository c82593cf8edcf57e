import { isGoatedError } from '@goated/schema'
import type { Logger } from 'pino'
import type { RawData, WebSocket } from 'ws'
import { describeError } from '../http/describe-error.ts'
import { type ClientMessage, readClientMessage, TOPICS_MAX } from './client-message.ts'
import type { Hub, Subscriber } from './hub.ts'

// A page that is opened sends a handful at once, then one every 25 seconds.
const burstMax = 40
const messagesPerSecond = 5
const backlogMax = 1024 * 1024

/** Serves one open socket until it closes. */
export function serveSocket(socket: WebSocket, hub: Hub, logger: Logger): void {
  const topics = new Set<string>()
  let allowance = burstMax
  let countedAt = performance.now()

  const subscriber: Subscriber = {
    send(message) {
      if (socket.readyState !== socket.OPEN) return
      // Who does not read would have everything kept for it here.
      if (socket.bufferedAmount > backlogMax) socket.terminate()
      else socket.send(message, { binary: false })
    },
  }

  function reply(message: Record<string, unknown>): void {
    subscriber.send(Buffer.from(JSON.stringify(message)))
  }

  function refuse(code: string, message: string, topic?: string): void {
    reply({ type: 'error', code, message, ...(topic === undefined ? {} : { topic }) })
  }

  function isTooFast(): boolean {
    const now = performance.now()
    allowance = Math.min(burstMax, allowance + ((now - countedAt) / 1000) * messagesPerSecond)
    countedAt = now
    if (allowance < 1) return true
    allowance--
    return false
  }

  async function subscribe(name: string): Promise<void> {
    try {
      const known = await hub.subscribe(name, subscriber, () => topics.has(name) && socket.readyState === socket.OPEN)
      if (known) return
      refuse('TOPIC_UNKNOWN', 'There is no such topic.', name)
    } catch (error) {
      if (isGoatedError(error, 'RACE_NOT_FOUND')) refuse(error.code, error.message, name)
      else {
        logger.error({ topic: name, ...describeError(error) }, 'a subscription failed')
        refuse('INTERNAL', 'Something went wrong on our side. Try again later.', name)
      }
    }
    topics.delete(name)
  }

  function handle(message: ClientMessage): void {
    if (message.type === 'ping') {
      reply({ type: 'pong' })
      return
    }
    const names = [...new Set(message.topics)]
    if (message.type === 'unsubscribe') {
      for (const name of names) {
        topics.delete(name)
        hub.unsubscribe(name, subscriber)
      }
      return
    }
    if (new Set([...topics, ...names]).size > TOPICS_MAX) {
      refuse('TOPICS_TOO_MANY', `One connection follows at most ${TOPICS_MAX} topics.`)
      return
    }
    for (const name of names) topics.add(name)
    reply({ type: 'subscribed', topics: names })
    for (const name of names) void subscribe(name)
  }

  function receive(data: RawData, isBinary: boolean): void {
    if (isTooFast()) {
      refuse('RATE_LIMITED', 'Too many messages.')
      socket.close(1008, 'Too many messages')
      return
    }
    try {
      // With ws's default binary type, a text comes as one Buffer.
      handle(readClientMessage(isBinary ? '' : (data as Buffer).toString()))
    } catch (error) {
      if (!isGoatedError(error, 'INPUT_INVALID')) throw error
      refuse('MESSAGE_INVALID', 'Expected {"type":"subscribe"|"unsubscribe","topics":[...]} or {"type":"ping"}.')
    }
  }

  socket.on('message', receive)
  // Too large or malformed frames: ws closes by itself, and says so here first.
  socket.on('error', (error) => logger.debug(describeError(error), 'a socket failed'))
  socket.on('close', () => {
    for (const name of topics) hub.unsubscribe(name, subscriber)
    topics.clear()
  })
}
