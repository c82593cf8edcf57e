import { type Clock, systemClock, type TransactionalDb } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { sessions, users } from '@goated/schema/tables'
import { asc, eq, or } from 'drizzle-orm'
import { userNotFound } from '../account/account-user.ts'
import { revokeTokensOf } from '../api-tokens/revoke-api-token.ts'
import { accountError } from '../errors.ts'
import { setAdminInput, type SetAdminInput } from './inputs.ts'

/** `tokensRevoked`: how many tokens ended with the role. */
export interface AdminChange {
  changed: boolean
  tokensRevoked: number
}

/**
 * Makes a user an admin, or no longer one, and ends the user's sessions: they were begun with other rights. The tokens of
 * somebody who is no admin any more are revoked for good, so that they do not come back with the role.
 *
 * @throws INPUT_INVALID, USER_NOT_FOUND
 * @throws CHANGER_NOT_ADMIN the admin who asks is none any more
 * @throws USER_UNCLAIMED nobody can sign in as the user, and whoever claims it one day must not find himself an admin
 * @throws LAST_ADMIN no other admin could sign in
 */
export async function setAdmin(
  db: TransactionalDb,
  input: SetAdminInput,
  deps: { clock?: Clock } = {},
): Promise<AdminChange> {
  const { userId, isAdmin, changedBy } = parseInput(setAdminInput, input)
  const now = (deps.clock ?? systemClock).now()
  return db.transaction(
    async (tx) => {
      // All admins are locked, in one order, so that two of them cannot remove each other at the same time.
      const locked = await tx
        .select({ id: users.id, isAdmin: users.isAdmin, password: users.password })
        .from(users)
        .where(or(eq(users.id, userId), eq(users.isAdmin, true)))
        .orderBy(asc(users.id))
        .for('no key update')
      if (changedBy !== undefined && !locked.some((admin) => admin.id === changedBy && admin.isAdmin))
        throw accountError('CHANGER_NOT_ADMIN', 'Only an admin may do this.', { details: { changedBy } })
      const user = locked.find(({ id }) => id === userId)
      if (!user) throw userNotFound(userId)
      if (user.isAdmin === isAdmin) return { changed: false, tokensRevoked: 0 }
      if (isAdmin && user.password === null)
        throw accountError('USER_UNCLAIMED', 'Nobody has claimed this account.', { details: { userId } })
      const others = locked.filter((other) => other.id !== userId && other.isAdmin && other.password !== null)
      if (!isAdmin && others.length === 0)
        throw accountError('LAST_ADMIN', 'The last admin stays one.', { details: { userId } })
      await tx.update(users).set({ isAdmin }).where(eq(users.id, userId))
      await tx.delete(sessions).where(eq(sessions.userId, userId))
      return { changed: true, tokensRevoked: isAdmin ? 0 : await revokeTokensOf(tx, userId, now) }
    },
    { isolationLevel: 'read committed' },
  )
}
