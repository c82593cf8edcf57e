import type { Db, DomainEvent } from '@goated/schema'
import type { DigestHeader } from '@goated/schema/internal'
import type { PreviousReading } from '../reading/judge.ts'
import type { EmptyAnswer } from '../source/source.ts'

/** In what counters and the totals of a window differ, for one reading that is being stored. */
export interface ReadingKind {
  /** Whether a list of nobody can be true, where the source does not say. */
  emptyAnswer: EmptyAnswer
  /** What is judged: an amount for each player of the reading. */
  amounts: readonly { allTime: bigint }[]
  /** What is wrong between the source and its races; null: nothing. */
  findMismatch(tx: Db): Promise<string | null>
  /** Finds where the reading belongs among those that are stored; null: they say all that it could. */
  findPlace(tx: Db): Promise<ReadingPlace | null>
}

/** A reading among those that are stored. */
export interface ReadingPlace {
  /** The reading it is compared with; null: there is none. */
  previous: PreviousReading | null
  /** The chain of digests that this reading goes on with; null: it begins one. */
  chain: string | null
  /** Whether a list of nobody would be a collapse. */
  expectsSomebody: boolean
  /** Writes what the reading changes. `header` is what its digest begins with. */
  write(tx: Db, header: DigestHeader): Promise<WrittenReading>
}

/** What a reading changed. */
export interface WrittenReading {
  changed: number
  arrived: number
  /** The highest id of the rows written to the series; null: there are none. */
  statsThrough: bigint | null
  digest: string
  /** Runs the projections of this kind, in their order. */
  project(tx: Db): Promise<DomainEvent[]>
  /** Told of the run once it is committed. */
  committed?(runId: number): void
}
