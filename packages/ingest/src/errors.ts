import type { SchemaErrorCode } from '@goated/schema'
import { type DeclaredErrors, type ErrorMaker, makeError } from '@goated/schema/errors'

/** The codes of this package. */
export const ingestErrors = {
  UPSTREAM_FAILED: { kind: 'fault', when: 'no usable answer' },
  READING_INVALID: {
    kind: 'fault',
    when: 'an answer, or rows to be stored, that cannot be used; `details.path` says where. `storeReading` turns it into an outcome too',
  },
  LEASE_LOST: { kind: 'fault', when: 'another worker has taken over; this one stored nothing. `runIngest` throws it' },
  TICK_OVERDUE: {
    kind: 'fault',
    when: 'told by `startScheduler`: this worker holds the lease and has not begun a tick for two intervals',
  },
  LAST_TICK_AHEAD: {
    kind: 'fault',
    when: 'told by `startScheduler`: the last tick on record lies in the future; the next one does not wait for it',
  },
  QUARANTINED_READING_NOT_FOUND: { kind: 'not_found', when: 'there is no such refused reading' },
} as const satisfies DeclaredErrors
export type IngestErrorCode = keyof typeof ingestErrors

/** Makes an error of this package, or one with a code that packages share. */
export const ingestError: ErrorMaker<IngestErrorCode | SchemaErrorCode> = makeError
