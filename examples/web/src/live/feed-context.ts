import { createContext, use, useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import { type Feed, type FeedStatus, type TopicListener, createFeed } from './feed.ts'

const FeedContext = createContext<Feed | null>(null)

export const FeedProvider = FeedContext.Provider

export function createPageFeed(): Feed {
  return createFeed({
    connect: () => new WebSocket(new URL('/ws', location.href.replace(/^http/, 'ws'))),
  })
}

export function useFeed(): Feed {
  const feed = use(FeedContext)
  if (!feed) throw new Error('FeedProvider is missing')
  return feed
}

export function useFeedStatus(): FeedStatus {
  const feed = useFeed()
  return useSyncExternalStore(feed.onStatus, feed.status)
}

export function useTopic(topic: string | null, listener: TopicListener): void {
  const feed = useFeed()
  const onMessage = useEffectEvent(listener)
  useEffect(() => {
    if (topic === null) return
    return feed.subscribe(topic, (message) => onMessage(message))
  }, [feed, topic])
}

const POLL_MS = 5_000
const CHECK_MS = 60_000

/**
 * How often to ask over HTTP. With the socket open that is only a check, for what changes without a message: data
 * turns stale because nothing comes.
 */
export function usePollInterval(): number {
  return useFeedStatus() === 'open' ? CHECK_MS : POLL_MS
}
