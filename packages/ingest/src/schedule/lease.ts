import { type Db } from '@goated/schema'
import { queryRows } from '@goated/schema/internal'
import { workerLeases } from '@goated/schema/tables'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { ingestError } from '../errors.ts'

/** The right to do a job that only one worker may do at a time. */
export interface Lease {
  name: string
  holder: string
  /** Grows with every new holder, so that what an earlier one still writes can be told apart and refused. */
  fence: bigint
  /** By the database's clock. */
  expiresAt: Date
}

interface AcquireLeaseInput {
  name: string
  /** Unique to this worker, restarts included. */
  holder: string
  ttlMs: number
}

// What a clock that is adjusted may take back at once.
const slack = sql`interval '1 second'`

/**
 * Takes a lease that is free, over or the holder's own already; null when another worker has it. A row and not a
 * session lock, so it works behind a transaction pooler. The database's clock says when a lease is over, and nobody
 * else's. One that would last longer than its holder may ask for counts as over too.
 */
export async function acquireLease(db: Db, { name, holder, ttlMs }: AcquireLeaseInput): Promise<Lease | null> {
  const { expiresAt } = workerLeases
  const isOver = sql`(${expiresAt} <= clock_timestamp()
    or ${expiresAt} > clock_timestamp() + ${milliseconds(sql`${workerLeases.ttlMs}`)} + ${slack})`
  // The end is reckoned anew on a conflict, because the row may have been waited for.
  const [taken] = await queryRows<{ fence: string; expires_at: string }>(
    db,
    sql`
    insert into ${workerLeases} (name, holder, fence, expires_at, ttl_ms)
    values (${name}, ${holder}, 1, ${fromNow(ttlMs)}, ${ttlMs}::int)
    on conflict (name) do update set
      holder = excluded.holder,
      expires_at = ${fromNow(ttlMs)},
      ttl_ms = excluded.ttl_ms,
      fence = ${workerLeases.fence} + case when ${workerLeases.holder} = excluded.holder and not ${isOver} then 0 else 1 end
    where ${workerLeases.holder} = excluded.holder or ${isOver}
    returning fence::text as fence, ${epochMs(sql`expires_at`)} as expires_at`,
  )
  return taken ? { name, holder, fence: BigInt(taken.fence), expiresAt: instantOf(taken.expires_at) } : null
}

/** Prolongs a lease; null when another worker has taken it since. */
export async function renewLease(db: Db, lease: Lease, { ttlMs }: { ttlMs: number }): Promise<Lease | null> {
  const [renewed] = await db
    .update(workerLeases)
    .set({ expiresAt: fromNow(ttlMs), ttlMs })
    .where(isHeld(lease))
    .returning({ expiresAt: epochMs(sql`${workerLeases.expiresAt}`) })
  return renewed ? { ...lease, expiresAt: instantOf(renewed.expiresAt) } : null
}

/** Gives a lease back at once, so that the next worker need not wait for its end. The fence stays. */
export async function releaseLease(db: Db, lease: Lease): Promise<void> {
  await db
    .update(workerLeases)
    .set({ expiresAt: sql`date_trunc('milliseconds', clock_timestamp())` })
    .where(isHeld(lease))
}

/**
 * Makes sure, inside a transaction, that the lease is still the one this work began under. The row stays locked until
 * the transaction ends, so nobody takes over between this check and the commit.
 *
 * @throws LEASE_LOST another worker has taken over
 */
export async function checkLease(tx: Db, { name, fence }: Pick<Lease, 'name' | 'fence'>): Promise<void> {
  const [row] = await tx
    .select({ fence: workerLeases.fence })
    .from(workerLeases)
    .where(eq(workerLeases.name, name))
    .for('update')
  if (row?.fence !== fence)
    throw ingestError('LEASE_LOST', 'Another worker has taken over; this one stores nothing any more.', {
      details: { name },
    })
}

function isHeld({ name, holder, fence }: Lease) {
  return and(eq(workerLeases.name, name), eq(workerLeases.holder, holder), eq(workerLeases.fence, fence))
}

function fromNow(ms: number): SQL {
  return sql`clock_timestamp() + ${milliseconds(sql`${ms}::int`)}`
}

function milliseconds(count: SQL): SQL {
  return sql`${count} * interval '1 millisecond'`
}

function epochMs(at: SQL): SQL<string> {
  return sql<string>`(extract(epoch from ${at}) * 1000)::bigint::text`
}

function instantOf(epochMs: string): Date {
  return new Date(parseInt(epochMs, 10))
}
