import { isGoatedError } from '@goated/schema'
import type { IngestOutcome } from '@goated/schema/vocabulary'

/** A reading that was not stored, and why. */
export interface NotStored {
  outcome: Exclude<IngestOutcome, 'ok'>
  reason: string
  /** The place of what cannot be used, where there is one, or what the alarms are about. */
  detail?: string
  /** What is odd about the answer besides, as far as it was looked at; alarms that were handed in are not repeated. */
  alarms?: string[]
  events: []
}

/** What a reading that cannot be used ends as; any other error is thrown on. */
export function unusableReading(error: unknown): NotStored {
  if (!isGoatedError(error, 'READING_INVALID')) throw error
  return { outcome: 'failed', reason: String(error.details['reason']), detail: error.message, events: [] }
}

/** What stands at a run for people to read; null where nothing does. */
export function joinDetails(...details: readonly (string | null | undefined)[]): string | null {
  return details.filter(Boolean).join(' ') || null
}
