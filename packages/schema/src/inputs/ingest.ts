import * as z from 'zod'
import { INGEST_OUTCOMES } from '../tables/ingest.ts'
import { idInput, instantInput, sourceInput } from './fields.ts'
import { pagingInput } from './lists.ts'

/** Attempts to take a reading that began in `[from, to)`. */
export const listIngestRunsInput = pagingInput.extend({
  source: sourceInput.optional(),
  outcome: z.enum(INGEST_OUTCOMES).optional(),
  raceId: idInput.optional(),
  from: instantInput.optional(),
  to: instantInput.optional(),
})
export type ListIngestRunsInput = z.input<typeof listIngestRunsInput>
export type ParsedListIngestRuns = z.output<typeof listIngestRunsInput>

/** How the readings of a source went in `[from, to)`. */
export const summarizeIngestInput = z
  .strictObject({ source: sourceInput, from: instantInput, to: instantInput, now: instantInput })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'Must be after from.' })
export type SummarizeIngestInput = z.input<typeof summarizeIngestInput>
export type ParsedSummarizeIngest = z.output<typeof summarizeIngestInput>

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
export type ParsedListQuarantined = z.output<typeof listQuarantinedInput>

export const loadQuarantinedInput = z.strictObject({ id: idInput })
export type LoadQuarantinedInput = z.input<typeof loadQuarantinedInput>
export type ParsedLoadQuarantined = z.output<typeof loadQuarantinedInput>

/** Asks whichever worker leads for a reading now. */
export const requestReadingInput = z.strictObject({
  source: sourceInput,
  /** Store it although it jumps, falls or shrinks beyond belief: somebody has looked. */
  trust: z.boolean().default(false),
  requestedBy: idInput.optional(),
})
export type RequestReadingInput = z.input<typeof requestReadingInput>
export type ParsedRequestReading = z.output<typeof requestReadingInput>

export const findReadingRequestInput = z.strictObject({ source: sourceInput })
export type FindReadingRequestInput = z.input<typeof findReadingRequestInput>
export type ParsedFindReadingRequest = z.output<typeof findReadingRequestInput>

/** Which request was answered: one that came since is another. */
export const finishReadingRequestInput = z.strictObject({ source: sourceInput, requestedAt: instantInput })
export type FinishReadingRequestInput = z.input<typeof finishReadingRequestInput>
export type ParsedFinishReadingRequest = z.output<typeof finishReadingRequestInput>
