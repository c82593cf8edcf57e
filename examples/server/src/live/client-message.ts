import { parseInput } from '@goated/schema/inputs'
import * as z from 'zod'

export const TOPICS_MAX = 20

const topics = z.array(z.string().max(64)).min(1).max(TOPICS_MAX)

const clientMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('subscribe'), topics }),
  z.object({ type: z.literal('unsubscribe'), topics }),
  z.object({ type: z.literal('ping') }),
])

/** What a client may send. */
export type ClientMessage = z.output<typeof clientMessage>

/**
 * Reads a client's message.
 *
 * @throws INPUT_INVALID
 */
export function readClientMessage(text: string): ClientMessage {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    value = undefined
  }
  return parseInput(clientMessage, value)
}
