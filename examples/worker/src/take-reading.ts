import {
  type AccountCache,
  type IngestDeps,
  runIngest,
  runWindowIngest,
  type WagerSource,
  type WindowIngestResult,
  type WindowSource,
} from '@goated/ingest'
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

export interface TakeReadingDeps extends Pick<IngestDeps, 'lease' | 'circuit' | 'force' | 'trust'> {
  db: TransactionalDb
  source: WagerSource
  clock: Clock
  cache: AccountCache
  signal?: AbortSignal | undefined
}

const nothing = { listed: 0, changed: 0, arrived: 0, alarms: [], events: [] }

/** Asks the upstream and stores what it says: its counters, or the totals of every race that waits for some. */
export async function takeReading(deps: TakeReadingDeps): Promise<ReadingTaken> {
  const { db, source, signal, ...admission } = deps
  const http = { signal }
  if (source.class === 'cumulative') {
    const projections = [recordRaceTotals, recordLeaderboards(source.calendar)]
    return { ...nothing, ...(await runIngest(db, source, { ...admission, projections, http })) }
  }
  return takeWindows({ ...deps, source })
}

async function takeWindows(deps: TakeReadingDeps & { source: WindowSource }): Promise<ReadingTaken> {
  const { db, source, clock, lease, circuit, force, trust, signal } = deps
  let worst: ReadingTaken = { ...nothing, outcome: 'stale', reason: 'NO_OPEN_RACE' }
  const events: RecordedEvent[] = []
  for (const race of await listUnsettledRaces(db, source.id, clock.now())) {
    const options = { clock, lease, circuit, force, trust, http: { signal }, projections: [recordWindowTotals] }
    const taken = summary(await runWindowIngest(db, source, race, options))
    events.push(...taken.events)
    if (severity[taken.outcome] >= severity[worst.outcome]) worst = taken
  }
  return { ...worst, events }
}

/** What an operator must hear of first: one race that could not be read matters more than one that could. */
const severity = { stale: 0, ok: 1, empty: 2, failed: 3 }

function summary(result: WindowIngestResult): ReadingTaken {
  return { ...nothing, ...result }
}
