import type { Db, DomainEvent } from '@goated/schema'
import { RACE_EVENTS_PAGE, readRaceEvents } from './stored-state.ts'

// Numbers are given out before the transaction commits, so a lower one may appear after a higher one. Everything
// younger than this is looked at again; no transaction that records events takes longer.
const overlapMs = 30_000

/** Makes a function that returns the race events recorded since it was last called, each once. */
export function createOutboxReader(db: Db): () => Promise<DomainEvent[]> {
  let floor: bigint | undefined
  let marks: { newest: bigint; at: number }[] = []
  const seen = new Set<bigint>()

  return async () => {
    if (floor === undefined) {
      // What happened before this process started is in the boards already.
      const { newest } = await readRaceEvents(db, maxId)
      floor = newest
      return []
    }
    const { events, newest } = await readRaceEvents(db, floor)
    const fresh = events.filter(({ id }) => !seen.has(id))
    for (const { id } of fresh) seen.add(id)
    const now = performance.now()
    const last = events.at(-1)?.id
    // A whole page of events: the rest comes with the next call, which must not start over.
    if (last !== undefined && events.length === RACE_EVENTS_PAGE) {
      floor = last
      marks = []
      return fresh
    }
    marks.push({ newest: last !== undefined && last > newest ? last : newest, at: now })
    floor = marks.findLast(({ at }) => at < now - overlapMs)?.newest ?? floor
    marks = marks.filter(({ at }) => at >= now - overlapMs)
    for (const id of seen) if (id <= floor) seen.delete(id)
    return fresh
  }
}

const maxId = 2n ** 63n - 1n
