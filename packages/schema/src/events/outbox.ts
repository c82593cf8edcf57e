import { lt, sql } from 'drizzle-orm'
import { type Db, queryRows } from '../database/db.ts'
import { outboxEvents } from '../tables/outbox.ts'
import type { DomainEvent } from './domain-event.ts'

/** An event with its number in the outbox. */
export interface RecordedEvent extends DomainEvent {
  id: string
}

/** The channel of NOTIFY on which other processes hear, at commit, that there are events; the payload is the last id. */
export const EVENTS_CHANNEL = 'goated_events'

/** Writes events to the outbox, in the transaction that caused them; the caller publishes what comes back after commit. */
export async function recordEvents(tx: Db, events: readonly DomainEvent[], now: Date): Promise<RecordedEvent[]> {
  if (events.length === 0) return []
  const recorded = await queryRows<{ id: string }>(
    tx,
    sql`
    with recorded as (
      insert into ${outboxEvents} (name, payload, created_at)
      select e.name, e.payload, ${now.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e (name text, payload jsonb)
      returning id
    ), told as materialized (
      select pg_notify(${EVENTS_CHANNEL}, max(id)::text) from recorded
    )
    select recorded.id::text as id from recorded, told order by recorded.id`,
  )
  return events.map((event, index) => ({ ...event, id: recorded[index]?.id ?? '' }))
}

/** Deletes events from before a moment; who has not read them by then reads the tables themselves. */
export async function pruneOutbox(db: Db, before: Date): Promise<void> {
  await db.delete(outboxEvents).where(lt(outboxEvents.createdAt, before))
}
