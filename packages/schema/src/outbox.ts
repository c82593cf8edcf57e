import { sql } from 'drizzle-orm'
import { type Db, queryRows } from './database.ts'
import type { DomainEvent } from './snapshot.ts'
import { outboxEvents } from './tables/outbox.ts'

/** An event with its number in the outbox. */
export interface RecordedEvent extends DomainEvent {
  id: string
}

/** Writes events to the outbox, in the transaction that caused them; the caller publishes what comes back after commit. */
export async function recordEvents(tx: Db, events: readonly DomainEvent[], now: Date): Promise<RecordedEvent[]> {
  if (events.length === 0) return []
  const recorded = await queryRows<{ id: string }>(
    tx,
    sql`
    insert into ${outboxEvents} (name, payload, created_at)
    select e.name, e.payload, ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e (name text, payload jsonb)
    returning id::text as id`,
  )
  return events.map((event, index) => ({ ...event, id: recorded[index]?.id ?? '' }))
}
