/** The invariants that checkRaces looks at; the numbers are those of docs/concepts/verification.md. */
export type Invariant =
  | 'prizes'
  | 'totals'
  | 'ranks'
  | 'readings'
  | 'status'
  | 'archive'
  | 'series'
  | 'payouts'
  | 'time'

/** Something in the database that must never be. */
export interface Violation {
  invariant: Invariant
  /** UPPER_SNAKE, and stable. */
  code: string
  raceId?: number
  /** The entrant it is about. */
  uid?: string
  detail: string
}

export type ReportViolation = (violation: Violation) => void

/** One line for a person to read. */
export function formatViolation({ invariant, code, raceId, uid, detail }: Violation): string {
  const about = [raceId === undefined ? [] : `race ${raceId}`, uid === undefined ? [] : `uid ${uid}`].flat().join(', ')
  return `${invariant}: ${code}: ${about === '' ? '' : `${about}: `}${detail}`
}
