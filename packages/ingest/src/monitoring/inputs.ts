import { idInput, instantInput, pagingInput, sourceInput } from '@goated/schema/inputs'
import { INGEST_OUTCOMES } from '@goated/schema/vocabulary'
import * as z from 'zod'

/** Attempts to take a reading that began in `[from, to)`. */
export const listIngestRunsInput = pagingInput.extend({
  source: sourceInput.optional(),
  outcome: z.enum(INGEST_OUTCOMES).optional(),
  raceId: idInput.optional(),
  from: instantInput.optional(),
  to: instantInput.optional(),
})
export type ListIngestRunsInput = z.input<typeof listIngestRunsInput>

/** How the readings of a source went in `[from, to)`. */
export const summarizeIngestInput = z
  .strictObject({ source: sourceInput, from: instantInput, to: instantInput, now: instantInput })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'Must be after from.' })
export type SummarizeIngestInput = z.input<typeof summarizeIngestInput>

/** Readings that were refused. */
export const listQuarantinedInput = pagingInput.extend({
  source: sourceInput.optional(),
  reason: z
    .string()
    .max(64)
    .regex(/^[A-Z][A-Z0-9_]*$/, 'Must be a code, such as NOT_JSON.')
    .optional(),
})
export type ListQuarantinedInput = z.input<typeof listQuarantinedInput>

export const loadQuarantinedInput = z.strictObject({ id: idInput })
export type LoadQuarantinedInput = z.input<typeof loadQuarantinedInput>
