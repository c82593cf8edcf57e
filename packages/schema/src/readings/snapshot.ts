import type { Db } from '../database/db.ts'
import type { DomainEvent } from '../events/domain-event.ts'

/**
 * What the upstream's counters show for one player, in units of 1e-8.
 * A null counter is one that the provider does not report.
 */
export interface Counters {
  allTime: bigint
  month: bigint | null
  week: bigint | null
  today: bigint | null
}

/** One player whose counters, or being listed at all, differ from the reading before. */
export interface SnapshotChange extends Counters {
  userId: number
  uid: string
  /** False: the upstream no longer lists the player; the counters repeat the last known ones. */
  listed: boolean
}

/** A stored reading, as projections see it. */
export interface Snapshot {
  source: string
  /** Source time: the upstream's own as-of time where it gives one, otherwise when the request started. */
  asOf: Date
  /** False: part of the list was missing, so a player's absence proves nothing. */
  complete: boolean
  /** True: a newer reading is stored already, so this one changes history and not the present. */
  late: boolean
  /** Source time of the reading before this one; null for the first. */
  previousAsOf: Date | null
  changes: readonly SnapshotChange[]
}

/** What a projection may need besides the snapshot. */
export interface ProjectionContext {
  now: Date
}

/**
 * Derives something from a reading inside the transaction that stores it, and returns the events that this causes.
 * A projection that throws undoes the whole reading.
 */
export type Projection = (tx: Db, snapshot: Snapshot, context: ProjectionContext) => Promise<DomainEvent[]>

/** One player whose total inside a race's window, or being listed at all, differs from the reading before. */
export interface WindowChange {
  userId: number
  uid: string
  /** Units of 1e-8. */
  total: bigint
  listed: boolean
}

/** A stored reading of one race's window, as window projections see it. Such readings are never late. */
export interface WindowSnapshot {
  source: string
  raceId: number
  asOf: Date
  complete: boolean
  changes: readonly WindowChange[]
}

/** As `Projection`, for providers that are asked for a race's window. */
export type WindowProjection = (tx: Db, snapshot: WindowSnapshot, context: ProjectionContext) => Promise<DomainEvent[]>
