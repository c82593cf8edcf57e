import { describeError } from '@goated/example-logging'
import type { DomainEvent } from '@goated/schema'
import type { Logger } from 'pino'
import type { Boards } from '../boards/boards.ts'
import { type BoardTopic, boardTopic, RACES_TOPIC, type ShownBoards, type TopicContent } from './topic-content.ts'
import { createTopic, type Subscriber, type Topic } from './topic.ts'

/** Topics that follow the boards. */
export interface Hub {
  /**
   * Sends the snapshot, and every change from then on. A second call sends the snapshot again.
   *
   * @returns false when there is no such topic
   * @throws RACE_NOT_FOUND
   */
  subscribe(name: string, subscriber: Subscriber, isWanted: () => boolean): Promise<boolean>
  /** Sends the snapshot again if the subscriber could not take a message. */
  catchUp(name: string, subscriber: Subscriber): void
  unsubscribe(name: string, subscriber: Subscriber): void
}

/** What the hub needs of the boards. */
export type FollowedBoards = ShownBoards & Pick<Boards, 'openRaces' | 'onLooked'>

/** A topic that someone follows, and what it shows of a board if it is about one. */
interface OpenTopic {
  topic: Topic
  board?: { source: BoardTopic; content: TopicContent; snapshot: string }
}

/** Makes a hub that follows the boards. */
export function createHub(boards: FollowedBoards, logger: Logger): Hub {
  const topics = new Map<string, OpenTopic>()
  const opening = new Map<string, Promise<OpenTopic | undefined>>()
  let refreshing: Promise<void> = Promise.resolve()
  let waiting: DomainEvent[] | undefined

  boards.onLooked((events) => {
    if (waiting) {
      waiting.push(...events)
      return
    }
    const gathered = [...events]
    waiting = gathered
    // One after the other, or an older board could overtake a newer one.
    refreshing = refreshing.then(async () => {
      waiting = undefined
      await refreshAll(gathered)
    })
  })

  async function refreshAll(events: readonly DomainEvent[]): Promise<void> {
    for (const [name, open] of topics) {
      try {
        await refresh(open)
      } catch (error) {
        logger.warn({ topic: name, ...describeError(error) }, 'a topic could not be brought up to date')
      }
    }
    for (const { name, payload } of events) {
      const raceId = payload['raceId']
      // What happened to a player is nobody else's business.
      if (raceId === undefined) continue
      await topics.get(RACES_TOPIC)?.topic.publish('event', JSON.stringify({ name, raceId }))
    }
  }

  async function refresh({ topic, board }: OpenTopic): Promise<void> {
    if (!board) return
    const { source, content } = board
    const next = await source.load()
    const changed = [...next.rows].filter(([username, row]) => content.rows.get(username) !== row)
    const removed = [...content.rows.keys()].filter((username) => !next.rows.has(username))
    if (next.head === content.head && changed.length + removed.length === 0) return
    board.content = next
    board.snapshot = snapshotOf(source, next)
    const rows = changed.map(([, row]) => row).join()
    await topic.publish(
      'update',
      `{"${source.names.head}":${next.head},"changed":[${rows}],"removed":${JSON.stringify(removed)}}`,
    )
  }

  async function open(name: string): Promise<OpenTopic | undefined> {
    if (name === RACES_TOPIC) return { topic: createTopic(name, racesSnapshot) }
    const source = boardTopic(name, boards)
    if (!source) return undefined
    const content = await source.load()
    const board = { source, content, snapshot: snapshotOf(source, content) }
    return { topic: createTopic(name, () => board.snapshot), board }
  }

  /** Opens a topic once, however many ask for it meanwhile. */
  function openOnce(name: string): Promise<OpenTopic | undefined> {
    const found = opening.get(name)
    if (found) return found
    const promise = open(name).finally(() => opening.delete(name))
    opening.set(name, promise)
    return promise
  }

  function racesSnapshot(): string {
    return JSON.stringify({ races: boards.openRaces().map(({ id, status }) => ({ id, status })) })
  }

  return {
    async subscribe(name, subscriber, isWanted) {
      const opened = topics.get(name) ?? (await openOnce(name))
      if (!opened) return false
      // Gone or changed its mind while the topic was being opened.
      if (!isWanted()) return true
      const { topic } = topics.get(name) ?? opened
      if (!topics.has(name)) topics.set(name, opened)
      topic.join(subscriber)
      return true
    },
    catchUp(name, subscriber) {
      topics.get(name)?.topic.catchUp(subscriber)
    },
    unsubscribe(name, subscriber) {
      const topic = topics.get(name)?.topic
      topic?.leave(subscriber)
      if (topic?.isEmpty()) topics.delete(name)
    },
  }
}

function snapshotOf({ names }: BoardTopic, { head, rows }: TopicContent): string {
  return `{"${names.head}":${head},"${names.rows}":[${[...rows.values()].join()}]}`
}
