import { type Clock, type Db } from '@goated/schema'
import { arrayLiteral, queryRows } from '@goated/schema/internal'
import { rateLimits } from '@goated/schema/tables'
import { sql } from 'drizzle-orm'

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
  const counters = new Map<string, Counter>()

  function counterOf(key: string, windowStart: number): Counter {
    const found = counters.get(key)
    if (found?.windowStart === windowStart) return found
    // Who floods us from ever new addresses must not fill the memory; the oldest came first.
    if (!found && counters.size >= countersMax) counters.delete(counters.keys().next().value ?? '')
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
      const sent = busy.map(([key, { windowStart, own }]) => ({ key, windowStart, hits: own }))
      for (const row of await addHits(db, sent)) {
        const counter = counters.get(row.key)
        const told = sent.find(({ key }) => key === row.key)
        if (!counter || !told || counter.windowStart !== told.windowStart) continue
        counter.own -= told.hits
        counter.shared = row.hits
      }
    },
  }
}

async function addHits(
  db: Db,
  sent: readonly { key: string; windowStart: number; hits: number }[],
): Promise<{ key: string; hits: number }[]> {
  return queryRows<{ key: string; hits: number }>(
    db,
    sql`
    insert into ${rateLimits} (key, window_start, hits)
    select s.key, s.window_start, s.hits
    from unnest(
      ${arrayLiteral(sent.map(({ key }) => key))}::text[],
      ${arrayLiteral(sent.map(({ windowStart }) => new Date(windowStart).toISOString()))}::timestamptz[],
      ${arrayLiteral(sent.map(({ hits }) => hits))}::int[]
    ) as s (key, window_start, hits)
    -- In one order for everybody, so that two processes never wait for each other.
    order by s.key
    on conflict (key, window_start) do update set hits = ${rateLimits.hits} + excluded.hits
    returning key, hits`,
  )
}
