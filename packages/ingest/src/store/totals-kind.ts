import { type Db, type DomainEvent, readable, type WindowProjection } from '@goated/schema'
import { readingDigest } from '@goated/schema/internal'
import { ingestRuns } from '@goated/schema/tables'
import { and, desc, eq } from 'drizzle-orm'
import type { PreviousReading } from '../reading/judge.ts'
import type { NormalTotal } from '../reading/normalise-reading.ts'
import type { ReadingKind } from './reading-kind.ts'
import { findWindowRace, windowMismatch } from './source-mismatch.ts'
import { writeTotals } from './write-totals.ts'

interface TotalsToStore {
  source: string
  raceId: number
  asOf: Date
  now: Date
  totals: readonly NormalTotal[]
}

/** Totals of one race's window. Each reading says the whole, so one that is older than the newest is of no use. */
export function totalsKind(input: TotalsToStore, projections: readonly WindowProjection[] = []): ReadingKind {
  const { source, raceId, asOf, now, totals } = input
  const amounts = totals.map(({ total }) => ({ allTime: total }))
  return {
    emptyAnswer: 'always',
    amounts,
    findMismatch: async (tx) => windowMismatch(await findWindowRace(tx, raceId), { id: source }),

    async findPlace(tx) {
      const newest = await newestWindowRun(tx, input)
      if (newest && newest.asOf >= asOf) return null
      const { startDate } = await findWindowRace(tx, raceId)
      return {
        previous: newest && grown(newest, { startDate, asOf, amounts }),
        chain: newest?.chain ?? null,
        expectsSomebody: false,

        async write(tx, header) {
          const { changes, arrived, statsThrough } = await writeTotals(tx, input)
          return {
            changed: changes.length,
            arrived,
            statsThrough,
            digest: readingDigest(
              header,
              changes.map(({ uid, total, listed }) => ({ uid, allTime: total, ...noCounters, listed })),
            ),

            async project(tx) {
              const snapshot = { source, raceId, asOf, complete: header.complete, changes }
              const events: DomainEvent[] = []
              for (const project of projections) events.push(...(await project(tx, snapshot, { now })))
              return events
            },
          }
        },
      }
    },
  }
}

const noCounters = { month: null, week: null, today: null }

interface NewestWindowRun {
  listedUsers: number
  sumAllTime: bigint
  asOf: Date
  chain: string | null
}

async function newestWindowRun(tx: Db, input: TotalsToStore): Promise<NewestWindowRun | null> {
  const { source, raceId } = input
  const [run] = await tx
    .select(readable(ingestRuns))
    .from(ingestRuns)
    .where(and(eq(ingestRuns.source, source), eq(ingestRuns.raceId, raceId), eq(ingestRuns.outcome, 'ok')))
    .orderBy(desc(ingestRuns.asOf))
    .limit(1)
  return run?.asOf ? { ...run, asOf: run.asOf, sumAllTime: run.sumAllTime ?? 0n } : null
}

/** The reading before, as large as it would be by now at the same pace: a young race's sum grows manyfold in an hour. */
function grown(
  newest: NewestWindowRun,
  { startDate, asOf, amounts }: { startDate: Date; asOf: Date; amounts: readonly { allTime: bigint }[] },
): PreviousReading {
  const minuteMs = 60_000n
  const age = (at: Date) => BigInt(at.getTime() - startDate.getTime()) + minuteMs
  const [then, now] = [age(newest.asOf), age(asOf)]
  const before = then <= 0n || now <= then ? newest.sumAllTime : (newest.sumAllTime * now) / then
  const after = amounts.reduce((sum, { allTime }) => sum + allTime, 0n)
  // Who has wagered nothing may be listed or not: that is no fall.
  const listedUsers = newest.sumAllTime === 0n ? 0 : newest.listedUsers
  // What it grew to by expectation is no floor: a race may slow down.
  return { completeUsers: listedUsers, listedUsers, before: after < before ? newest.sumAllTime : before, after }
}
