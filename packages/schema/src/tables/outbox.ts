import { bigserial, index, jsonb, text } from 'drizzle-orm/pg-core'
import { goated, instant } from './columns.ts'

/**
 * Events, written in the transaction that caused them, so that a crash between commit and publishing loses none: who
 * listens in another process reads on from the last id it saw.
 */
export const outboxEvents = goated.table(
  'outbox_events',
  {
    id: bigserial('id', { mode: 'bigint' }).primaryKey(),
    name: text('name').notNull(),
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [index('outbox_events_created_at_idx').on(table.createdAt)],
)
