import { type Counters, type Db, readable } from '@goated/schema'
import { affiliateAccounts } from '@goated/schema/tables'
import { eq } from 'drizzle-orm'

/** What is stored of an upstream account, as far as the diff needs it. */
export interface KnownAccount extends Counters {
  userId: number
  name: string
  peak: bigint
  listed: boolean
}

/**
 * The stored accounts of one source, by uid, kept between ticks: reading them anew each time would cost more than
 * all the rest. `runId` is the stored reading they stand at; a tick that finds another one reloads.
 *
 * It is a mirror of every account of the source and not a cache of some: an account that was dropped from it would be
 * taken for a new player. So it has no bound of its own, and no eviction by use fits it.
 */
export interface AccountCache {
  runId: number | null
  accounts: Map<string, KnownAccount>
}

/** Makes the mirror that one process keeps of one source; it is filled by the first reading. */
export function createAccountCache(): AccountCache {
  return { runId: null, accounts: new Map() }
}

/** Reads all accounts of a source. */
export async function loadAccounts(tx: Db, source: string): Promise<Map<string, KnownAccount>> {
  const rows = await tx
    .select(
      readable({
        uid: affiliateAccounts.uid,
        userId: affiliateAccounts.userId,
        name: affiliateAccounts.name,
        allTime: affiliateAccounts.wageredAllTime,
        month: affiliateAccounts.wageredThisMonth,
        week: affiliateAccounts.wageredThisWeek,
        today: affiliateAccounts.wageredToday,
        peak: affiliateAccounts.wageredPeak,
        missingSince: affiliateAccounts.missingSince,
      }),
    )
    .from(affiliateAccounts)
    .where(eq(affiliateAccounts.source, source))
  return new Map(rows.map(({ uid, missingSince, ...account }) => [uid, { ...account, listed: missingSince === null }]))
}
