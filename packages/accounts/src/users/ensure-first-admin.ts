import { type Clock, type Db, systemClock, type TransactionalDb } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { users } from '@goated/schema/tables'
import { asc, eq, sql } from 'drizzle-orm'
import { refuseCommonPassword } from '../credentials/common-password.ts'
import { hashPassword } from '../credentials/password-hash.ts'
import { accountError } from '../errors.ts'
import { ensureFirstAdminInput, type EnsureFirstAdminInput } from './inputs.ts'

export interface FirstAdmin {
  /** `exists`: there is an admin already, maybe of another name, and nothing was changed. */
  outcome: 'created' | 'exists'
  userId: number
}

/**
 * Makes the admin that a new installation starts with, unless there is an admin. May be called at every start, by many
 * processes at once.
 *
 * @param deps.siteName no password either
 * @throws INPUT_INVALID also when the password is one of the most common ones
 * @throws PASSWORD_CHECKS_BUSY
 * @throws FIRST_ADMIN_NAME_TAKEN a user who is no admin has the name; nobody is made an admin by a mix-up
 */
export async function ensureFirstAdmin(
  db: TransactionalDb,
  input: EnsureFirstAdminInput,
  deps: { clock?: Clock; siteName?: string } = {},
): Promise<FirstAdmin> {
  const { username, password } = parseInput(ensureFirstAdminInput, input)
  const existing = await findAdmin(db)
  if (existing !== undefined) return { outcome: 'exists', userId: existing }
  await refuseCommonPassword(password, { field: 'password', names: [username, deps.siteName] })
  const hashed = await hashPassword(password)
  const createdAt = (deps.clock ?? systemClock).now()
  return db.transaction(
    async (tx) => {
      await tx.execute(sql`select pg_advisory_xact_lock(hashtext('goated.first-admin'))`)
      const made = await findAdmin(tx)
      if (made !== undefined) return { outcome: 'exists', userId: made }
      const [created] = await tx
        .insert(users)
        .values({ username, password: hashed, isAdmin: true, createdAt })
        .onConflictDoNothing()
        .returning({ id: users.id })
      if (!created) throw accountError('FIRST_ADMIN_NAME_TAKEN', 'The name of the first admin belongs to another user.')
      return { outcome: 'created', userId: created.id }
    },
    // Whatever the database's default: after the lock, what the process before committed must be seen.
    { isolationLevel: 'read committed' },
  )
}

async function findAdmin(db: Db): Promise<number | undefined> {
  const [admin] = await db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.isAdmin, true))
    .orderBy(asc(users.id))
    .limit(1)
  return admin?.id
}
