import { eq, sql } from 'drizzle-orm'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { integer, numeric, pgTable, serial, text, timestamp } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { z } from 'zod'

// The straightforward ways to keep a race: latest counters and entrants as two tables, upserted in batches.

const amount = (name: string) => numeric(name, { precision: 20, scale: 8 }).notNull()

const accounts = pgTable('accounts', {
  id: serial('id').primaryKey(),
  uid: text('uid').notNull().unique(),
  name: text('name').notNull(),
  today: amount('today'),
  week: amount('week'),
  month: amount('month'),
  allTime: amount('all_time'),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull(),
})

const entrants = pgTable('entrants', {
  id: serial('id').primaryKey(),
  uid: text('uid').notNull().unique(),
  wageredAtStart: amount('wagered_at_start'),
  wagered: amount('wagered'),
  total: amount('total'),
  rank: integer('rank'),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull(),
})

const wagered = z.object({ today: z.number(), this_week: z.number(), this_month: z.number(), all_time: z.number() })
const upstreamBody = z.object({ data: z.array(z.object({ uid: z.string(), name: z.string(), wagered })) })
type PlayerRow = z.infer<typeof upstreamBody>['data'][number]

/** `JSON.parse` and zod, the usual way in, and what the whole tick is measured against. */
export function parsePlainly(body: Buffer): PlayerRow[] {
  return upstreamBody.parse(JSON.parse(body.toString('utf8'))).data
}

export interface DrizzlePeer {
  /** Upserts every row of the body in batches of 1000, then ranks everyone by one update. */
  upsertAll(body: Buffer, now: Date): Promise<void>
  /** Reads all accounts, compares, upserts what changed in batches of 1000, and rewrites the ranks that moved. */
  upsertChanged(body: Buffer, now: Date): Promise<void>
  /** The stored total of a player. */
  totalOf(uid: string): Promise<string>
  close(): Promise<void>
}

export async function openDrizzlePeer(url: string): Promise<DrizzlePeer> {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => {})
  const db = drizzle(pool)
  await pool.query(`
    create table accounts (id serial primary key, uid text not null unique, name text not null,
      today numeric(20, 8) not null, week numeric(20, 8) not null, month numeric(20, 8) not null,
      all_time numeric(20, 8) not null, updated_at timestamptz not null);
    create table entrants (id serial primary key, uid text not null unique, wagered_at_start numeric(20, 8) not null,
      wagered numeric(20, 8) not null, total numeric(20, 8) not null, rank integer, updated_at timestamptz not null)`)
  return {
    upsertAll: (body, now) =>
      db.transaction(async (tx) => {
        await upsert(tx, parsePlainly(body), now)
        await rankAll(tx, false)
      }),
    upsertChanged: (body, now) =>
      db.transaction(async (tx) => {
        const stored = new Map((await tx.select().from(accounts)).map((account) => [account.uid, account]))
        const changed = parsePlainly(body).filter(({ uid, wagered }) => {
          const account = stored.get(uid)
          return !account || differs(account.allTime, wagered.all_time) || differs(account.today, wagered.today)
        })
        await upsert(tx, changed, now)
        await rankAll(tx, true)
      }),
    async totalOf(uid) {
      const [entrant] = await db.select({ total: entrants.total }).from(entrants).where(eq(entrants.uid, uid))
      return entrant?.total ?? ''
    },
    close: () => pool.end(),
  }
}

type Tx = Parameters<Parameters<NodePgDatabase['transaction']>[0]>[0]

async function upsert(tx: Tx, rows: readonly PlayerRow[], updatedAt: Date): Promise<void> {
  for (let from = 0; from < rows.length; from += 1000) {
    const batch = rows.slice(from, from + 1000)
    await tx
      .insert(accounts)
      .values(
        batch.map(({ uid, name, wagered }) => ({
          uid,
          name,
          today: String(wagered.today),
          week: String(wagered.this_week),
          month: String(wagered.this_month),
          allTime: String(wagered.all_time),
          updatedAt,
        })),
      )
      .onConflictDoUpdate({
        target: accounts.uid,
        set: {
          name: sql`excluded.name`,
          today: sql`excluded.today`,
          week: sql`excluded.week`,
          month: sql`excluded.month`,
          allTime: sql`excluded.all_time`,
          updatedAt,
        },
      })
    await tx
      .insert(entrants)
      .values(
        batch.map(({ uid, wagered }) => {
          const allTime = String(wagered.all_time)
          return { uid, wageredAtStart: allTime, wagered: allTime, total: '0', updatedAt }
        }),
      )
      .onConflictDoUpdate({
        target: entrants.uid,
        set: {
          wagered: sql`excluded.wagered`,
          total: sql`excluded.wagered - ${entrants.wageredAtStart}`,
          updatedAt,
        },
      })
  }
}

async function rankAll(tx: Tx, onlyMoved: boolean): Promise<void> {
  await tx.execute(sql`
    update ${entrants} as e set rank = r.rank
    from (select id, row_number() over (order by total desc) as rank from ${entrants}) as r
    where e.id = r.id ${onlyMoved ? sql`and e.rank is distinct from r.rank` : sql``}`)
}

/** As numbers: what comes out of `numeric` is written differently from what went in. */
function differs(stored: string, shown: number): boolean {
  return Math.abs(parseFloat(stored) - shown) > 1e-9
}
