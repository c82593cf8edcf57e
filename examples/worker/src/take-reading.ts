import { type AccountCache, type IngestDeps, runIngest, type RunIngestInput, type WagerSource } from '@goated/ingest'
import { listUnsettledRaces, recordLeaderboards, recordRaceTotals, recordWindowTotals } from '@goated/races'
import type { Clock, RecordedEvent, TransactionalDb } from '@goated/schema'

/** How asking an upstream ended, whatever its class. */
export interface ReadingTaken {
  outcome: 'ok' | 'empty' | 'stale' | 'failed'
  reason?: string | undefined
  detail?: string | undefined
  /** When an upstream that may not be asked yet may be. */
  againAt?: Date | undefined
  listed: number
  changed: number
  arrived: number
  alarms: readonly string[]
  events: RecordedEvent[]
}

export interface TakeReadingDeps
  extends Pick<IngestDeps, 'lease' | 'circuit'>, Pick<RunIngestInput, 'force' | 'trust'> {
  db: TransactionalDb
  source: WagerSource
  clock: Clock
  cache: AccountCache
  signal?: AbortSignal | undefined
}

const nothing = { listed: 0, changed: 0, arrived: 0, alarms: [], events: [] }

/** Asks the upstream and stores what it says: its counters, or the totals of every race that waits for some. */
export async function takeReading(deps: TakeReadingDeps): Promise<ReadingTaken> {
  const { db, source, clock, cache, lease, circuit, force, trust, signal } = deps
  const ingestDeps = {
    clock,
    cache,
    lease,
    circuit,
    http: { signal },
    projections: [recordRaceTotals, recordLeaderboards(source.calendar)],
    windowProjections: [recordWindowTotals],
  }
  let worst: ReadingTaken = { ...nothing, outcome: 'stale', reason: 'NO_OPEN_RACE' }
  const events: RecordedEvent[] = []
  for (const asked of await listAsked(db, source, clock.now())) {
    const taken: ReadingTaken = { ...nothing, ...(await runIngest(db, { ...asked, force, trust }, ingestDeps)) }
    events.push(...taken.events)
    if (severity[taken.outcome] >= severity[worst.outcome]) worst = taken
  }
  return { ...worst, events }
}

/** What there is to ask: all counters at once, or a window for each race. */
async function listAsked(db: TransactionalDb, source: WagerSource, now: Date): Promise<RunIngestInput[]> {
  if (source.class === 'cumulative') return [{ source }]
  const races = await listUnsettledRaces(db, source.id, now)
  return races.map(({ id: raceId }) => ({ source, raceId }))
}

/** What an operator must hear of first: one race that could not be read matters more than one that could. */
const severity = { stale: 0, ok: 1, empty: 2, failed: 3 }
