import type { Db, SnapshotChange } from '@goated/schema'
import type { NormalRow } from '../reading/normalise-reading.ts'
import { placeholderName } from '../source/fields.ts'
import type { SourceFacts } from '../source/source.ts'
import { createAccounts } from './create-accounts.ts'
import { diffReading } from './diff.ts'
import type { KnownAccount } from './known-accounts.ts'
import { repeatAfterLate } from './late-reading.ts'
import { appendStats, raisePeaks, renameAccounts, updateAccounts } from './write-changes.ts'

interface CountersToWrite {
  source: Pick<SourceFacts, 'id' | 'commissionRate'>
  asOf: Date
  rows: readonly NormalRow[]
}

interface WrittenCounters {
  all: SnapshotChange[]
  arrived: number
  /** What a late reading repeated at the reading after it; null: it is not late. */
  repeated: { asOf: Date; changes: SnapshotChange[] } | null
  /** The highest id of the rows written to the series; null: there are none. */
  statsThrough: bigint | null
  cacheUpdates: Map<string, KnownAccount>
}

/**
 * Writes what a reading of counters changes: new accounts, the series, and unless the reading is late the latest counters
 * and names. What a late one covers up is repeated at the reading after it.
 */
export async function writeCounters(
  tx: Db,
  input: CountersToWrite,
  accounts: {
    /** As they stood just before this reading. */
    known: ReadonlyMap<string, KnownAccount>
    /** As they stand now; the same unless this reading is late. */
    present: ReadonlyMap<string, KnownAccount>
    /** Source time of the reading after a late one. */
    next: Date | null
  },
): Promise<WrittenCounters> {
  const { known, present, next } = accounts
  const { id: source } = input.source
  const diff = diffReading(input.rows, known)
  const unknown = diff.arrived.filter(({ uid }) => !present.has(uid))
  const created =
    unknown.length > 0
      ? await createAccounts(tx, { source, rows: unknown, asOf: input.asOf, missingSince: next })
      : null
  const all: SnapshotChange[] = []
  const cacheUpdates = new Map<string, KnownAccount>()
  const add = (row: NormalRow | KnownAccount, uid: string, account: KnownAccount, listed: boolean) => {
    const { allTime, month, week, today } = row
    const counters = { allTime, month, week, today }
    all.push({ ...counters, userId: account.userId, uid, listed })
    const peak = allTime > account.peak ? allTime : account.peak
    cacheUpdates.set(uid, { ...account, ...counters, peak, listed })
  }
  for (const row of diff.arrived) {
    const userId = present.get(row.uid)?.userId ?? created?.get(row.uid) ?? 0
    const name = row.name ?? placeholderName(row.uid)
    add(row, row.uid, { ...row, name, userId, peak: row.allTime, listed: true }, true)
  }
  const firstKnown = all.length
  for (const { row, account } of diff.changed) add(row, row.uid, account, true)
  for (const { uid, account } of diff.vanished) add(account, uid, account, false)
  const rated = { source, late: next !== null, rate: input.source.commissionRate }
  let statsThrough = await appendStats(tx, { ...rated, asOf: input.asOf, changes: all })
  let repeated: WrittenCounters['repeated'] = null
  if (next) {
    const repeats = await repeatAfterLate(tx, { asOf: next, changes: all, before: known })
    repeated = { asOf: next, changes: repeats }
    // Part of what is known once this reading is stored: a race that ends now rests on these rows too.
    statsThrough = (await appendStats(tx, { ...rated, asOf: next, changes: repeats })) ?? statsThrough
    await raisePeaks(tx, all)
  } else {
    await updateAccounts(tx, { asOf: input.asOf, changes: all.slice(firstKnown) })
    await renameAccounts(
      tx,
      diff.renamed.map(({ name, account }) => ({ userId: account.userId, name })),
    )
    for (const { uid, name } of diff.renamed) {
      const account = cacheUpdates.get(uid) ?? known.get(uid)
      if (account) cacheUpdates.set(uid, { ...account, name })
    }
  }
  return { all, arrived: created?.size ?? 0, repeated, statsThrough, cacheUpdates }
}
