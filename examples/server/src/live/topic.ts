import { setImmediate } from 'node:timers/promises'
import { textFrame } from './text-frame.ts'

/** A receiver of a topic's messages. */
export interface Subscriber {
  /** Takes a ready frame. False: not now; it asks to catch up once it can. */
  send(frame: Buffer): boolean
}

/**
 * A topic with its subscribers. Its sequence is its own: boards may be reloaded several versions later, but every
 * message has the number after the one before. Each message is made once, however many get it.
 */
export interface Topic {
  /** Sends a message to every subscriber that has all messages before it. Call it again only after it has resolved. */
  publish(type: 'update' | 'event', data: string): Promise<void>
  /** Sends the snapshot, and from then on every message. */
  join(subscriber: Subscriber): void
  /** Sends the snapshot to a subscriber that could not take a message. */
  catchUp(subscriber: Subscriber): void
  leave(subscriber: Subscriber): void
  isEmpty(): boolean
}

// Requests and other sockets wait no longer than this while thousands are written to.
const portionMs = 10
const clockEvery = 50
const nothing = 0

/** A subscriber and the version that it has. */
interface Follower {
  subscriber: Subscriber
  has: number
}

/** Makes a topic without subscribers. */
export function createTopic(name: string, snapshot: () => string): Topic {
  let version = 1
  let made: { version: number; data: string; frame: Buffer } | undefined
  const followers = new Map<Subscriber, Follower>()

  function frameOf(type: string, data: string): Buffer {
    return textFrame(`{"type":"${type}","topic":${JSON.stringify(name)},"version":${version},"data":${data}}`)
  }

  function snapshotFrame(): Buffer {
    const data = snapshot()
    if (made?.version !== version || made.data !== data) made = { version, data, frame: frameOf('snapshot', data) }
    return made.frame
  }

  function sendSnapshot(subscriber: Subscriber): void {
    followers.set(subscriber, { subscriber, has: subscriber.send(snapshotFrame()) ? version : nothing })
  }

  return {
    async publish(type, data) {
      version++
      const message = { version, frame: frameOf(type, data) }
      const left = followers.values()
      while (!sendPortion(left, message)) await setImmediate()
    },
    join: sendSnapshot,
    catchUp(subscriber) {
      const follower = followers.get(subscriber)
      if (follower && follower.has !== version) sendSnapshot(subscriber)
    },
    leave(subscriber) {
      followers.delete(subscriber)
    },
    isEmpty: () => followers.size === 0,
  }
}

/** Sends a message to the next of those left, until none is left, which is true, or others waited long enough. */
function sendPortion(left: Iterable<Follower>, { version, frame }: { version: number; frame: Buffer }): boolean {
  const ends = performance.now() + portionMs
  let sent = 0
  for (const follower of left) {
    // A follower that missed a message waits for a snapshot; the snapshot of one that came meanwhile has this message.
    if (follower.has !== version - 1) continue
    if (follower.subscriber.send(frame)) follower.has = version
    if (++sent % clockEvery === 0 && performance.now() >= ends) return false
  }
  return true
}
