import { type AccountCache, storeReading, type StoreReadingResult } from '@goated/ingest'
import { parseAmount, type Projection, type TransactionalDb } from '@goated/schema'
import { users } from '@goated/schema/tables'
import { eq } from 'drizzle-orm'
import { recordRaceTotals } from '../total/record-totals.ts'

/** What the casino shows for one player; null and missing counters are not reported. */
export interface ShownCounters {
  allTime: string
  month?: string
  week?: string
  today?: string
}

/** The source, as races are made for it. */
export const CASINO = { id: 'casino', class: 'cumulative' } as const

export interface CasinoReading {
  /** Default: race totals. */
  projections?: readonly Projection[]
  /** How many players the casino says it has; more than listed make the reading a partial one. */
  totalUsers?: number
  /** Default: 1 %. */
  commissionRate?: string
  /** What the worker remembers of the accounts. */
  cache?: AccountCache
}

/** Stores what the source `casino` shows at a moment: for each uid all it wagered, or all counters. */
export function readCasino(
  db: TransactionalDb,
  at: Date,
  wagered: Record<string, string | ShownCounters>,
  { projections = [recordRaceTotals], totalUsers, commissionRate = '0.01', cache }: CasinoReading = {},
): Promise<StoreReadingResult> {
  const rows = Object.entries(wagered).map(([uid, shown]) => {
    const { allTime, month, week, today }: ShownCounters = typeof shown === 'string' ? { allTime: shown } : shown
    return {
      uid,
      name: uid,
      allTime: parseAmount(allTime),
      month: units(month),
      week: units(week),
      today: units(today),
    }
  })
  const source = { id: CASINO.id, commissionRate: parseAmount(commissionRate) }
  const moment = { asOf: at, startedAt: at, now: at }
  return storeReading(
    db,
    { source, ...moment, totalUsers: totalUsers ?? null, rows },
    { projections, ...(cache ? { cache } : {}) },
  )
}

export async function userIdOf(db: TransactionalDb, username: string): Promise<number> {
  const [user] = await db.select({ id: users.id }).from(users).where(eq(users.username, username))
  if (!user) throw new Error(`There is no user ${username}.`)
  return user.id
}

function units(text: string | undefined): bigint | null {
  return text === undefined ? null : parseAmount(text)
}
