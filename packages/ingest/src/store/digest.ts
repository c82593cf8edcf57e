import { createHash } from 'node:crypto'
import { formatAmount, type SnapshotChange } from '@goated/schema'

/** The facts of a reading that its digest covers besides the changed rows. */
export interface DigestHeader {
  source: string
  asOf: Date
  complete: boolean
  totalUsers: number | null
  listedUsers: number
}

/**
 * SHA-256 over what a reading changed, in a form that anyone can rebuild from the stored rows: a line of header,
 * then a line for each change in order of uid.
 */
export function readingDigest(header: DigestHeader, changes: readonly Omit<SnapshotChange, 'userId'>[]): string {
  const hash = createHash('sha256')
  hash.update(
    `goated-reading-1\t${header.source}\t${header.asOf.toISOString()}\t${header.complete}\t${header.totalUsers ?? ''}\t${header.listedUsers}\n`,
  )
  const ordered = [...changes].sort((a, b) => (a.uid < b.uid ? -1 : a.uid > b.uid ? 1 : 0))
  let lines = ''
  for (const change of ordered) {
    lines += `${change.uid}\t${formatAmount(change.allTime)}\t${text(change.month)}\t${text(change.week)}\t${text(change.today)}\t${change.listed}\n`
  }
  return hash.update(lines).digest('hex')
}

/** The next link of the hash chain over all readings of a source, in order of arrival. */
export function chainDigest(previous: string | null, digest: string): string {
  return createHash('sha256')
    .update(`${previous ?? ''}\n${digest}`)
    .digest('hex')
}

function text(amount: bigint | null): string {
  return amount === null ? '' : formatAmount(amount)
}
