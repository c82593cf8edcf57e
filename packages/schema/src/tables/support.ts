import { boolean, index, integer, serial, text } from 'drizzle-orm/pg-core'
import { TICKET_PRIORITIES, TICKET_STATUSES } from '../vocabulary.ts'
import { goated, instant, oneOf } from './columns.ts'
import { users } from './users.ts'

/** A request for help. It leaves with the user who opened it. */
export const supportTickets = goated.table(
  'support_tickets',
  {
    id: serial('id').primaryKey(),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    subject: text('subject').notNull(),
    description: text('description').notNull(),
    status: text('status', { enum: TICKET_STATUSES }).notNull().default('open'),
    priority: text('priority', { enum: TICKET_PRIORITIES }).notNull().default('medium'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    assignedTo: integer('assigned_to').references(() => users.id, { onDelete: 'set null' }),
  },
  (table) => [
    index('support_tickets_user_id_idx').on(table.userId),
    index('support_tickets_assigned_to_idx').on(table.assignedTo),
    oneOf('support_tickets_status_check', table.status, TICKET_STATUSES),
    oneOf('support_tickets_priority_check', table.priority, TICKET_PRIORITIES),
  ],
)

/** One message of a ticket. The thread stays readable when its author is gone. */
export const ticketMessages = goated.table(
  'ticket_messages',
  {
    id: serial('id').primaryKey(),
    ticketId: integer('ticket_id')
      .notNull()
      .references(() => supportTickets.id, { onDelete: 'cascade' }),
    userId: integer('user_id').references(() => users.id, { onDelete: 'set null' }),
    message: text('message').notNull(),
    createdAt: instant('created_at').notNull(),
    isStaffReply: boolean('is_staff_reply').notNull().default(false),
  },
  (table) => [
    index('ticket_messages_ticket_id_idx').on(table.ticketId),
    index('ticket_messages_user_id_idx').on(table.userId),
  ],
)
