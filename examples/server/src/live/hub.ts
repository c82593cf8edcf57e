import type { DomainEvent } from '@goated/schema'
import type { Logger } from 'pino'
import type { Boards } from '../boards/boards.ts'
import { describeError } from '../http/describe-error.ts'
import { type BoardTopic, boardTopic, RACES_TOPIC, type TopicContent } from './topic-content.ts'

/** Whoever gets a topic's messages. */
export interface Subscriber {
  send(message: Buffer): void
}

/** Topics with their subscribers. Each message is made once, however many get it. */
export interface Hub {
  /**
   * Sends the snapshot, and from then on every change. Asked for again, it sends the snapshot again.
   *
   * @returns false when there is no such topic
   * @throws RACE_NOT_FOUND
   */
  subscribe(name: string, subscriber: Subscriber, isWanted: () => boolean): Promise<boolean>
  unsubscribe(name: string, subscriber: Subscriber): void
}

/**
 * A topic with at least one subscriber. Its sequence is its own: boards may be reloaded several versions later, but
 * every message but the first has the number after the one before.
 */
interface Topic {
  sequence: number
  subscribers: Set<Subscriber>
  board?: { topic: BoardTopic; content: TopicContent }
}

/** Makes a hub that follows the boards. */
export function createHub(boards: Boards, logger: Logger): Hub {
  const topics = new Map<string, Topic>()
  const opening = new Map<string, Promise<Topic | undefined>>()
  let refreshing: Promise<void> = Promise.resolve()

  boards.onLooked((events) => {
    // One after the other, or an older board could overtake a newer one.
    refreshing = refreshing.then(() => refreshAll(events))
  })

  async function refreshAll(events: readonly DomainEvent[]): Promise<void> {
    for (const [name, topic] of topics) {
      try {
        await refresh(name, topic)
      } catch (error) {
        logger.warn({ topic: name, ...describeError(error) }, 'a topic could not be brought up to date')
      }
    }
    for (const event of events) announce(event)
  }

  async function refresh(name: string, topic: Topic): Promise<void> {
    if (!topic.board) return
    const next = await topic.board.topic.load()
    const { content, topic: source } = topic.board
    const changed = [...next.rows].filter(([username, row]) => content.rows.get(username) !== row)
    const removed = [...content.rows.keys()].filter((username) => !next.rows.has(username))
    if (next.head === content.head && changed.length + removed.length === 0) return
    topic.board.content = next
    const rows = changed.map(([, row]) => row).join()
    send(
      name,
      topic,
      'update',
      `{"${source.names.head}":${next.head},"changed":[${rows}],"removed":${JSON.stringify(removed)}}`,
    )
  }

  function announce({ name, payload }: DomainEvent): void {
    const topic = topics.get(RACES_TOPIC)
    if (topic) send(RACES_TOPIC, topic, 'event', JSON.stringify({ name, raceId: payload['raceId'] }))
  }

  function send(name: string, topic: Topic, type: 'update' | 'event', data: string): void {
    const message = messageOf(type, name, ++topic.sequence, data)
    for (const subscriber of topic.subscribers) subscriber.send(message)
  }

  function snapshotOf(name: string, { board, sequence }: Topic): Buffer {
    if (!board) {
      const races = boards.openRaces().map(({ id, status }) => ({ id, status }))
      return messageOf('snapshot', name, sequence, JSON.stringify({ races }))
    }
    const { names } = board.topic
    const rows = [...board.content.rows.values()].join()
    return messageOf('snapshot', name, sequence, `{"${names.head}":${board.content.head},"${names.rows}":[${rows}]}`)
  }

  async function open(name: string): Promise<Topic | undefined> {
    if (name === RACES_TOPIC) return { sequence: 1, subscribers: new Set() }
    const topic = boardTopic(name, boards)
    if (!topic) return undefined
    return { sequence: 1, subscribers: new Set(), board: { topic, content: await topic.load() } }
  }

  /** Opens a topic once, however many ask for it meanwhile. */
  function openOnce(name: string): Promise<Topic | undefined> {
    const found = opening.get(name)
    if (found) return found
    const promise = open(name).finally(() => opening.delete(name))
    opening.set(name, promise)
    return promise
  }

  return {
    async subscribe(name, subscriber, isWanted) {
      const opened = topics.get(name) ?? (await openOnce(name))
      if (!opened) return false
      // Gone or changed its mind while the topic was being opened.
      if (!isWanted()) return true
      const topic = topics.get(name) ?? opened
      topics.set(name, topic)
      topic.subscribers.add(subscriber)
      subscriber.send(snapshotOf(name, topic))
      return true
    },
    unsubscribe(name, subscriber) {
      const topic = topics.get(name)
      topic?.subscribers.delete(subscriber)
      if (topic?.subscribers.size === 0) topics.delete(name)
    },
  }
}

function messageOf(type: string, topic: string, version: number, data: string): Buffer {
  return Buffer.from(`{"type":"${type}","topic":${JSON.stringify(topic)},"version":${version},"data":${data}}`)
}
