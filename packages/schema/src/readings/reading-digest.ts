import { createHash } from 'node:crypto'
import { formatAmount } from '../amount.ts'
import { compareText } from '../database/compare-text.ts'
import type { SnapshotChange } from './snapshot.ts'

/** The facts of a reading that its digest covers besides the changed rows. */
export interface DigestHeader {
  source: string
  asOf: Date
  complete: boolean
  totalUsers: number | null
  listedUsers: number
}

/** A row of the series without what can be told from the reading and the account. */
export type DigestedChange = Omit<SnapshotChange, 'userId'>

/**
 * SHA-256 over what a reading wrote, in a form that anyone can rebuild from the stored rows: a line of header, then a
 * line for each change in order of uid, by code points; after a late reading also what it made the next reading's rows repeat.
 */
export function readingDigest(
  header: DigestHeader,
  changes: readonly DigestedChange[],
  repeated?: { asOf: Date; changes: readonly DigestedChange[] } | null,
): string {
  const hash = createHash('sha256')
  hash.update(
    `goated-reading-1\t${header.source}\t${header.asOf.toISOString()}\t${header.complete}\t${header.totalUsers ?? ''}\t${header.listedUsers}\n`,
  )
  hash.update(changeLines(changes))
  if (repeated && repeated.changes.length > 0) {
    hash.update(`repeated\t${repeated.asOf.toISOString()}\n`)
    hash.update(changeLines(repeated.changes))
  }
  return hash.digest('hex')
}

/** The next link of the hash chain over all readings of a source, in order of arrival. */
export function chainDigest(previous: string | null, digest: string): string {
  return createHash('sha256')
    .update(`${previous ?? ''}\n${digest}`)
    .digest('hex')
}

function changeLines(changes: readonly DigestedChange[]): string {
  let lines = ''
  for (const change of [...changes].sort((a, b) => compareText(a.uid, b.uid)))
    lines += `${change.uid}\t${formatAmount(change.allTime)}\t${text(change.month)}\t${text(change.week)}\t${text(change.today)}\t${change.listed}\n`
  return lines
}

function text(amount: bigint | null): string {
  return amount === null ? '' : formatAmount(amount)
}
