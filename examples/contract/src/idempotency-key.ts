import * as z from 'zod'

/** The header that marks a request as one that may be repeated without being done twice. */
export const IDEMPOTENCY_KEY = 'Idempotency-Key'

/**
 * What the header holds: 1 to 255 visible characters that the client makes up for each thing it wants done. In quotes, as
 * the draft of the IETF writes it, or without.
 */
export const idempotencyKeyInput = z
  .string()
  .overwrite((text) => /^"(?<key>.*)"$/.exec(text)?.groups?.['key'] ?? text)
  .regex(/^[\x21-\x7e]{1,255}$/, 'Must be 1 to 255 visible ASCII characters without spaces.')
  .meta({
    description: 'Made up for this request: a repetition within 24 hours gets the same answer and does nothing.',
    examples: ['8e03978e-40d5-43dd-bc93-6894a57f9324'],
  })
