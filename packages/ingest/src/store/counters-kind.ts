import type { DomainEvent, Projection } from '@goated/schema'
import { readingDigest } from '@goated/schema/internal'
import { compareWithKnown } from '../reading/judge.ts'
import type { NormalRow } from '../reading/normalise-reading.ts'
import type { SourceFacts } from '../source/source.ts'
import { type AccountCache, loadAccounts } from './known-accounts.ts'
import { accountsAsOf } from './late-reading.ts'
import type { ReadingKind, ReadingPlace } from './reading-kind.ts'
import { completeRunBefore, isStored, newestRun, runAfter, runBefore } from './runs.ts'
import { counterMismatch } from './source-mismatch.ts'
import { writeCounters } from './write-counters.ts'

interface CountersToStore {
  source: Pick<SourceFacts, 'id' | 'commissionRate'>
  asOf: Date
  now: Date
  rows: readonly NormalRow[]
}

/**
 * Counters of all players of a source. They may arrive late: such a reading changes history and not the present, and is
 * measured against its own time, for what is not believed at once is not believed later either.
 */
export function countersKind(
  input: CountersToStore,
  { projections = [], cache }: { projections?: readonly Projection[] | undefined; cache: AccountCache },
): ReadingKind {
  const { asOf, now, rows } = input
  const source = input.source.id
  return {
    emptyAnswer: 'counted',
    amounts: rows,
    findMismatch: (tx) => counterMismatch(tx, source),

    async findPlace(tx): Promise<ReadingPlace | null> {
      const arrival = await newestRun(tx, source, 'arrival')
      const newest = await newestRun(tx, source, 'sourceTime')
      if (await isStored(tx, source, asOf)) return null
      const next = newest && newest.asOf > asOf ? await runAfter(tx, source, asOf) : null
      const late = next !== null
      if (arrival === null || cache.runId !== arrival.id) {
        cache.accounts = await loadAccounts(tx, source)
        cache.runId = arrival?.id ?? null
      }
      const known = late ? await accountsAsOf(tx, source, asOf, cache.accounts) : cache.accounts
      const before = late ? await runBefore(tx, source, asOf) : newest
      const complete = await completeRunBefore(tx, source, asOf)
      const users = complete && before && { complete: complete.listedUsers, listed: before.listedUsers }
      return {
        previous: users && compareWithKnown(rows, known, users),
        chain: arrival?.chain ?? null,
        expectsSomebody: rows.length === 0 && [...known.values()].some(({ listed }) => listed),

        async write(tx, header) {
          const written = await writeCounters(tx, input, { known, present: cache.accounts, next: next?.asOf ?? null })
          const { all: changes, arrived, statsThrough } = written
          return {
            changed: changes.length,
            arrived,
            statsThrough,
            digest: readingDigest(header, changes, written.repeated),

            async project(tx) {
              const { complete } = header
              const snapshot = { source, asOf, complete, late, previousAsOf: before?.asOf ?? null, changes }
              const events: DomainEvent[] = []
              for (const project of projections) events.push(...(await project(tx, snapshot, { now })))
              return events
            },

            committed(runId) {
              // A late reading says nothing of the present, which is what the cache holds; the next one reads it anew.
              cache.runId = late ? null : runId
              for (const [uid, account] of written.cacheUpdates) cache.accounts.set(uid, account)
            },
          }
        },
      }
    },
  }
}
