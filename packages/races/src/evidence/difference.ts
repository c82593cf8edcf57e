/** What differs: a recomputed value, the archive itself, a payout, a stored reading, or the chain over all of them. */
export type DifferenceKind = 'total' | 'rank' | 'prize' | 'payout' | 'digest' | 'chain' | 'archive'

/** One thing that is not as the rules and the stored samples say. */
export interface Difference {
  kind: DifferenceKind
  /** The entrant it is about. */
  uid?: string
  /** The reading it is about, by the id of its run. */
  runId?: number
  /** What of it differs: `total`, `low`, `amount` and so on. */
  field: string
  /** What recomputing gave; null when there should be nothing. */
  expected: string | null
  /** What is stored; null when there is nothing. */
  found: string | null
}

/** Takes a difference when two values are not the same. */
export type Report = (difference: Difference) => void

/** One line for a person to read. */
export function formatDifference({ kind, uid, runId, field, expected, found }: Difference): string {
  const about = [uid === undefined ? [] : `uid ${uid}`, runId === undefined ? [] : `reading ${runId}`].flat().join(', ')
  return `${kind}: ${about === '' ? '' : `${about}, `}${field}: expected ${expected ?? 'nothing'}, found ${found ?? 'nothing'}`
}
