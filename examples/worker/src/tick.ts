import { type AccountCache, type CumulativeSource, type IngestDeps, type IngestResult, runIngest } from '@goated/ingest'
import { advanceRaces, recordLeaderboards, recordRaceTotals } from '@goated/races'
import type { Clock, RecordedEvent, TransactionalDb } from '@goated/schema'

/** What a tick works on. */
export interface TickDeps {
  db: TransactionalDb
  source: CumulativeSource
  clock: Clock
  /** Kept from tick to tick. */
  cache: AccountCache
  signal?: AbortSignal
  /** The lease that this is done under, where several workers share the job. */
  lease?: IngestDeps['lease']
  circuit?: IngestDeps['circuit']
  /** Asks the upstream although it kept failing. */
  force?: boolean
  /** An operator has looked at what was refused: this reading is believed. */
  trust?: boolean
}

export interface TickResult {
  ingest: IngestResult
  /** Everything that happened, committed, in order. */
  events: RecordedEvent[]
}

/**
 * One tick: start what is due, take a reading into totals, ranks and leaderboards, then settle and complete what the
 * reading allows.
 */
export async function runTick({ db, source, clock, cache, signal, ...admission }: TickDeps): Promise<TickResult> {
  const before = await advanceRaces(db, { clock })
  const ingest = await runIngest(db, source, {
    ...admission,
    clock,
    cache,
    projections: [recordRaceTotals, recordLeaderboards(source.calendar)],
    http: { signal },
  })
  const after = await advanceRaces(db, { clock })
  return { ingest, events: [...before, ...ingest.events, ...after] }
}
