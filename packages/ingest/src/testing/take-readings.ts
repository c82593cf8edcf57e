import type { DomainEvent } from '@goated/schema'
import { affiliateAccounts, affiliateStats, outboxEvents, users } from '@goated/schema/tables'
import {
  type FakeUpstream,
  type ManualClock,
  manualClock,
  startFakeUpstream,
  testDatabase,
  type TestDatabase,
} from '@goated/testkit'
import { asc } from 'drizzle-orm'
import { afterEach, beforeEach } from 'vitest'
import { goatedSource } from '../providers/goated.ts'
import { type IngestResult, runIngest } from '../run-ingest.ts'

/** A player as the upstream writes one; counters that are left out are zero. */
export function row(
  uid: string,
  wagered: Record<string, unknown>,
  name: unknown = uid,
): { uid: string; wagered: object } {
  const player = { uid, name, wagered: { today: 0, this_week: 0, this_month: 0, all_time: 0, ...wagered } }
  return player
}

/** A body of two players, and of a key that nobody knows. */
export const good: { data: object[]; extra: object } = {
  data: [row('a', { this_month: 5, all_time: 50.25 }), row('b', { all_time: 7 })],
  extra: { key: true },
}

export interface IngestOptions {
  bodyBytesMax?: number
  attemptTimeoutMs?: number
  events?: DomainEvent[]
  trust?: boolean
}

/** An upstream and a database of each test's own. */
export interface Readings {
  readonly database: TestDatabase
  readonly upstream: FakeUpstream
  clock: ManualClock
  /** Takes a reading a quarter of an hour after the one before. */
  ingest(options?: IngestOptions): Promise<IngestResult>
  /** Everything that a reading may change. */
  storedData(): Promise<StoredData>
}

interface StoredData {
  users: (typeof users.$inferSelect)[]
  accounts: (typeof affiliateAccounts.$inferSelect)[]
  stats: (typeof affiliateStats.$inferSelect)[]
  events: (typeof outboxEvents.$inferSelect)[]
}

/** Opens an upstream and a database before every test of a file, and closes them after it. */
export function takeReadings(): Readings {
  let database: TestDatabase
  let upstream: FakeUpstream
  const clock = manualClock(new Date('2025-06-02T12:00:00Z'))
  beforeEach(async () => {
    database = await testDatabase()
    upstream = await startFakeUpstream()
  })
  afterEach(async () => {
    await upstream.close()
    await database.close()
  })
  return {
    get database() {
      return database
    },
    get upstream() {
      return upstream
    },
    clock,
    ingest({ trust, events = [], ...http } = {}) {
      clock.advance(900_000)
      const source = goatedSource({ url: `${upstream.url}/referral-leaderboard/CODE`, token: 'secret-token' })
      return runIngest(
        database.db,
        { source, trust },
        {
          clock,
          projections: [async () => events],
          http: { sleep: async () => {}, attemptsMax: 2, attemptTimeoutMs: 10_000, ...http },
        },
      )
    },
    async storedData() {
      const { db } = database
      return {
        users: await db.select().from(users).orderBy(asc(users.id)),
        accounts: await db.select().from(affiliateAccounts).orderBy(asc(affiliateAccounts.id)),
        stats: await db.select().from(affiliateStats).orderBy(asc(affiliateStats.id)),
        events: await db.select().from(outboxEvents),
      }
    },
  }
}
