import { type ReactNode, useEffect, useState } from 'react'
import { FeedProvider, createPageFeed } from './feed-context.ts'

/** Holds the page's socket open for everything inside. */
export function LiveFeed({ children }: { children: ReactNode }) {
  const [feed] = useState(createPageFeed)
  useEffect(() => {
    const stop = feed.start()
    const whenSeenAgain = () => {
      if (document.visibilityState === 'visible') feed.reconnectNow()
    }
    addEventListener('online', feed.reconnectNow)
    document.addEventListener('visibilitychange', whenSeenAgain)
    return () => {
      removeEventListener('online', feed.reconnectNow)
      document.removeEventListener('visibilitychange', whenSeenAgain)
      stop()
    }
  }, [feed])
  return <FeedProvider value={feed}>{children}</FeedProvider>
}
