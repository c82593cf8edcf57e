import { isGoatedError } from '@goated/schema'
import type { IngestOutcome } from '@goated/schema/vocabulary'

/** A reading that was not stored, and why. `detail` names the place of what cannot be used, where there is one. */
export interface NotStored {
  outcome: Exclude<IngestOutcome, 'ok'>
  reason: string
  detail?: string
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
