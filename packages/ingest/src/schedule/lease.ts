import { type Db, GoatedError, queryRows } from '@goated/schema'
import { workerLeases } from '@goated/schema/tables'
import { and, eq, sql } from 'drizzle-orm'

/** The right to do a job that only one worker may do at a time. */
export interface Lease {
  name: string
  holder: string
  /** Grows with every new holder, so that what an earlier one still writes can be told apart and refused. */
  fence: bigint
  expiresAt: Date
}

export interface AcquireLeaseInput {
  name: string
  /** Unique to this worker, restarts included. */
  holder: string
  ttlMs: number
  now: Date
}

/**
 * Takes a lease that is free, expired or the holder's own already; null when another worker has it. A row and not a
 * session lock, so it works behind a transaction pooler.
 */
export async function acquireLease(db: Db, { name, holder, ttlMs, now }: AcquireLeaseInput): Promise<Lease | null> {
  const expiresAt = new Date(now.getTime() + ttlMs)
  const at = sql`${now.toISOString()}::timestamptz`
  const [taken] = await queryRows<{ fence: string }>(
    db,
    sql`
    insert into ${workerLeases} (name, holder, fence, expires_at)
    values (${name}, ${holder}, 1, ${expiresAt.toISOString()}::timestamptz)
    on conflict (name) do update set
      holder = excluded.holder,
      expires_at = excluded.expires_at,
      fence = ${workerLeases.fence}
        + case when ${workerLeases.holder} = excluded.holder and ${workerLeases.expiresAt} > ${at} then 0 else 1 end
    where ${workerLeases.holder} = excluded.holder or ${workerLeases.expiresAt} <= ${at}
    returning fence::text as fence`,
  )
  return taken ? { name, holder, fence: BigInt(taken.fence), expiresAt } : null
}

/** Prolongs a lease; null when another worker has taken it since. */
export async function renewLease(
  db: Db,
  lease: Lease,
  { ttlMs, now }: { ttlMs: number; now: Date },
): Promise<Lease | null> {
  const expiresAt = new Date(now.getTime() + ttlMs)
  const renewed = await db
    .update(workerLeases)
    .set({ expiresAt })
    .where(isHeld(lease))
    .returning({ name: workerLeases.name })
  return renewed.length > 0 ? { ...lease, expiresAt } : null
}

/** Gives a lease back at once, so that the next worker need not wait for its end. The fence stays. */
export async function releaseLease(db: Db, lease: Lease, { now }: { now: Date }): Promise<void> {
  await db.update(workerLeases).set({ expiresAt: now }).where(isHeld(lease))
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
    throw new GoatedError('LEASE_LOST', 'Another worker has taken over; this one stores nothing any more.', {
      details: { name },
    })
}

function isHeld({ name, holder, fence }: Lease) {
  return and(eq(workerLeases.name, name), eq(workerLeases.holder, holder), eq(workerLeases.fence, fence))
}
