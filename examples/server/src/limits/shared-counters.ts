import { addHits } from '@goated/accounts'
import type { Clock, Db } from '@goated/schema'
import { LRUCache } from 'lru-cache'

/** Counts hits by key in windows of time, over all processes of one database. */
export interface SharedCounters {
  /** Counts a hit, and returns how many there were in this window, as far as this process knows. */
  hit(key: string, windowMs: number): number
  /** Tells the database what was counted here, and learns what was counted elsewhere. */
  share(): Promise<void>
}

interface Counter {
  windowStart: number
  /** Counted here and told to nobody yet. */
  own: number
  /** Counted by everybody, as the database last said. */
  shared: number
}

const countersMax = 100_000

/**
 * Makes counters that processes share through the database, once in a while and all at once: a request never waits for
 * it, and so two processes agree within one interval of sharing.
 *
 * @param shareFrom only keys with so many hits in a window are shared: the many who ask now and then cost no write
 */
export function createSharedCounters(options: { db: Db; clock: Clock; shareFrom: number }): SharedCounters {
  const { db, clock, shareFrom } = options
  // A flood from ever new addresses must not fill the memory.
  const counters = new LRUCache<string, Counter>({ max: countersMax })

  function counterOf(key: string, windowStart: number): Counter {
    const found = counters.get(key)
    if (found?.windowStart === windowStart) return found
    const counter = { windowStart, own: 0, shared: 0 }
    counters.set(key, counter)
    return counter
  }

  return {
    hit(key, windowMs) {
      const counter = counterOf(key, Math.floor(clock.now().getTime() / windowMs) * windowMs)
      counter.own += 1
      return counter.own + counter.shared
    },
    async share() {
      const busy = [...counters].filter(([, { own, shared }]) => own > 0 && own + shared >= shareFrom)
      if (busy.length === 0) return
      const sent = busy.map(([key, { windowStart, own }]) => ({ key, windowStart, own }))
      const hits = sent.map(({ key, windowStart, own }) => ({ key, windowStart: new Date(windowStart), hits: own }))
      for (const row of await addHits(db, { hits })) {
        const counter = counters.peek(row.key)
        const told = sent.find(({ key }) => key === row.key)
        if (!counter || !told || counter.windowStart !== told.windowStart) continue
        counter.own -= told.own
        counter.shared = row.hits
      }
    },
  }
}
