import { type Db } from '@goated/schema'
import { chainDigest } from '@goated/schema/internal'
import type { ArchivedRace } from './archived-race.ts'
import type { Report } from './difference.ts'
import { type ChainedReading, readingOfRow, recomputeDigests } from './readings.ts'

/** Checks the readings behind a race: which are used is said row by row, then all are checked at once. */
export interface ReadingCheck {
  /** How many links the chain has. */
  count: number
  /** A stored row that a total rests on; its reading must vouch for it. */
  use(uid: string, row: { id: bigint; at: number }): void
  /** Recomputes the digests of the readings used, or of all; returns of how many. */
  finish(db: Db, which: 'used' | 'all'): Promise<number>
}

/** Checks the chain over the digests from its beginning, and prepares to check what the digests cover. */
export function createReadingCheck(
  archived: ArchivedRace,
  readings: readonly ChainedReading[],
  report: Report,
): ReadingCheck {
  checkChain(archived, readings, report)
  // Every reading inside the window counts, also one that changed nothing: that it was taken is part of the result.
  const used = new Set(
    readings.filter(({ asOf }) => asOf >= archived.startDate && asOf <= (archived.settledBy ?? archived.archivedAt)),
  )
  return {
    count: readings.length,
    use(uid, row) {
      const reading = readingOfRow(readings, row)
      if (reading) used.add(reading)
      else report({ kind: 'digest', uid, field: 'sample', expected: null, found: new Date(row.at).toISOString() })
    },
    async finish(db, which) {
      const wanted = which === 'all' ? readings : readings.filter((reading) => used.has(reading))
      for await (const { reading, digest } of recomputeDigests(db, archived, wanted))
        if (digest !== reading.digest)
          report({ kind: 'digest', runId: reading.runId, field: 'digest', expected: digest, found: reading.digest })
      return wanted.length
    },
  }
}

function checkChain(archived: ArchivedRace, readings: readonly ChainedReading[], report: Report): void {
  let previous: string | null = null
  for (const { runId, digest, chain } of readings) {
    const expected = chainDigest(previous, digest)
    if (expected !== chain) report({ kind: 'chain', runId, field: 'chain', expected, found: chain })
    // Going on from what is stored, so that one broken link is one difference.
    previous = chain
  }
  const last = readings.at(-1)
  if (archived.lastRunId !== null && last?.runId !== archived.lastRunId)
    report({ kind: 'chain', runId: archived.lastRunId, field: 'reading', expected: archived.chain, found: null })
  else if (archived.chain !== previous)
    report({ kind: 'chain', field: 'archive', expected: previous, found: archived.chain })
}
