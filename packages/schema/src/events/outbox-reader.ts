import { sql } from 'drizzle-orm'
import { arrayLiteral } from '../database/array-literal.ts'
import { type Db, queryRows } from '../database/db.ts'
import { outboxEvents } from '../tables/outbox.ts'
import type { DomainEvent } from './domain-event.ts'

// Numbers are given out before the transaction commits, so a lower one may appear after a higher one. Everything
// younger than this is looked at again; no transaction that records events takes longer.
const overlapMs = 30_000
const maxId = 2n ** 63n - 1n

/**
 * Makes a function that catches up with the outbox: it returns the events of these names that were recorded since it was
 * last called, in order and each once. The first call returns none: what happened before it is in the tables already.
 *
 * @param input.pageMax the most events that one call returns; default 1000, the rest comes with the next call
 */
export function createOutboxReader(
  db: Db,
  input: { names: readonly string[]; pageMax?: number },
): () => Promise<DomainEvent[]> {
  const { names, pageMax = 1000 } = input
  let floor: bigint | undefined
  let marks: { newest: bigint; at: number }[] = []
  const seen = new Set<bigint>()

  return async () => {
    if (floor === undefined) {
      const { newest } = await readEvents(db, { names, after: maxId, pageMax })
      floor = newest
      return []
    }
    const { events, newest } = await readEvents(db, { names, after: floor, pageMax })
    const fresh = events.filter(({ id }) => !seen.has(id))
    for (const { id } of fresh) seen.add(id)
    const now = performance.now()
    const last = events.at(-1)?.id
    // A whole page of events: the rest comes with the next call, which must not start over.
    if (last !== undefined && events.length === pageMax) {
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

/** Events after a number, in order, and the newest number the outbox has given out. */
async function readEvents(
  db: Db,
  { names, after, pageMax }: { names: readonly string[]; after: bigint; pageMax: number },
): Promise<{ events: (DomainEvent & { id: bigint })[]; newest: bigint }> {
  const [newest] = await queryRows<{ id: string | null }>(db, sql`select max(id)::text as id from ${outboxEvents}`)
  const rows = await queryRows<{ id: string; name: string; payload: unknown }>(
    db,
    sql`
    select id::text as id, name, payload from ${outboxEvents}
    where id > ${after.toString()}::bigint and name = any(${arrayLiteral(names)}::text[])
    order by ${outboxEvents.id} limit ${pageMax}`,
  )
  return {
    events: rows.map(({ id, name, payload }) => ({ id: BigInt(id), name, payload: payload as DomainEvent['payload'] })),
    newest: BigInt(newest?.id ?? 0),
  }
}
