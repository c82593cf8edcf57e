import * as z from 'zod'
import { TICKET_PRIORITIES, TICKET_STATUSES } from '../tables/support.ts'
import { idInput, lineInput, textInput } from './fields.ts'

/** A request for help. It starts open; only staff change its status. */
export const openTicketBody = z.strictObject({
  subject: lineInput(200),
  description: textInput(10_000),
  priority: z.enum(TICKET_PRIORITIES).default('medium'),
})
export type OpenTicketBody = z.input<typeof openTicketBody>

export const openTicketInput = z.strictObject({ ...openTicketBody.shape, userId: idInput })
export type OpenTicketInput = z.input<typeof openTicketInput>
export type ParsedOpenTicket = z.output<typeof openTicketInput>

/** One more message of a ticket. */
export const replyToTicketBody = z.strictObject({ message: textInput(10_000) })
export type ReplyToTicketBody = z.input<typeof replyToTicketBody>

export const replyToTicketInput = z.strictObject({
  ...replyToTicketBody.shape,
  ticketId: idInput,
  userId: idInput,
  /** Set by the route that staff use: whoever could set it would speak for the house. */
  isStaffReply: z.boolean().default(false),
})
export type ReplyToTicketInput = z.input<typeof replyToTicketInput>
export type ParsedReplyToTicket = z.output<typeof replyToTicketInput>

const ticketFields = {
  status: z.enum(TICKET_STATUSES).optional(),
  priority: z.enum(TICKET_PRIORITIES).optional(),
  /** Null takes the ticket from whoever has it. */
  assignedTo: idInput.nullable().optional(),
}
const changesTicket = (ticket: { status?: unknown; priority?: unknown; assignedTo?: unknown }) =>
  ticket.status !== undefined || ticket.priority !== undefined || ticket.assignedTo !== undefined
const noChange = 'Must change at least one field.'

/** What staff change about a ticket; what is left out stays as it is. */
export const updateTicketBody = z.strictObject(ticketFields).refine(changesTicket, noChange)
export type UpdateTicketBody = z.input<typeof updateTicketBody>

export const updateTicketInput = z.strictObject({ ...ticketFields, ticketId: idInput }).refine(changesTicket, noChange)
export type UpdateTicketInput = z.input<typeof updateTicketInput>
export type ParsedUpdateTicket = z.output<typeof updateTicketInput>
