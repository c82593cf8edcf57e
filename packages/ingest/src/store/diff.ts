import type { NormalRow } from '../reading/normalise-reading.ts'
import type { KnownAccount } from './known-accounts.ts'

/** What a reading changes, compared with what is stored. */
export interface ReadingDiff {
  /** Rows of uids that were never seen. */
  arrived: NormalRow[]
  /** Counters differ, or the player is listed again. */
  changed: { row: NormalRow; account: KnownAccount }[]
  /** Listed before, and not in this reading. */
  vanished: { uid: string; account: KnownAccount }[]
  /** A new name is shown; a row without one keeps the last. */
  renamed: { uid: string; name: string; account: KnownAccount }[]
}

/** Compares a reading with the stored accounts, both quantised alike, so that float residue is no change. */
export function diffReading(rows: readonly NormalRow[], accounts: ReadonlyMap<string, KnownAccount>): ReadingDiff {
  const diff: ReadingDiff = { arrived: [], changed: [], vanished: [], renamed: [] }
  let found = 0
  for (const row of rows) {
    const account = accounts.get(row.uid)
    if (!account) {
      diff.arrived.push(row)
      continue
    }
    found++
    if (!account.listed || differs(row, account)) diff.changed.push({ row, account })
    const { uid, name } = row
    if (name !== null && name !== account.name) diff.renamed.push({ uid, name, account })
  }
  // Most readings list everyone known; only then is there nothing to look for.
  if (found < accounts.size) {
    const uids = new Set(rows.map(({ uid }) => uid))
    for (const [uid, account] of accounts) if (account.listed && !uids.has(uid)) diff.vanished.push({ uid, account })
  }
  return diff
}

function differs(row: NormalRow, account: KnownAccount): boolean {
  return (
    row.allTime !== account.allTime ||
    row.today !== account.today ||
    row.week !== account.week ||
    row.month !== account.month
  )
}
