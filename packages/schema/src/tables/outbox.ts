import { sql } from 'drizzle-orm'
import { bigserial, index, jsonb, text } from 'drizzle-orm/pg-core'
import { goated, instant } from './columns.ts'

/** Events, written in the transaction that caused them, so that a crash between commit and publishing loses none. */
export const outboxEvents = goated.table(
  'outbox_events',
  {
    id: bigserial('id', { mode: 'bigint' }).primaryKey(),
    name: text('name').notNull(),
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull(),
    createdAt: instant('created_at').notNull(),
    publishedAt: instant('published_at'),
  },
  (table) => [
    index('outbox_events_unpublished_idx')
      .on(table.id)
      .where(sql`${table.publishedAt} is null`),
  ],
)
