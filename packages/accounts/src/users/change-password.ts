import { type Clock, systemClock, type TransactionalDb } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { users } from '@goated/schema/tables'
import { and, eq } from 'drizzle-orm'
import { findUserWithPassword } from '../account/account-user.ts'
import {
  accountCounter,
  checkAttempt,
  clearAttempts,
  DEFAULT_LOGIN_LIMITS,
  type LoginLimits,
  takeAttempts,
} from '../credentials/attempts.ts'
import { refuseCommonPassword } from '../credentials/common-password.ts'
import { hashPassword, verifyPassword } from '../credentials/password-hash.ts'
import { holdSession, keepOnlySession, type RenewedSession } from '../sessions/renewed-session.ts'
import { changePasswordInput, type ChangePasswordInput } from './inputs.ts'

export type ChangePasswordResult =
  /** The session that asked goes on under a new token; null when none was named. */
  | { outcome: 'changed'; session: RenewedSession | null }
  /** The present password is wrong, or the session that asks is over. */
  | { outcome: 'refused' }
  | { outcome: 'locked'; retryAt: Date }

/**
 * Changes a password, and ends all sessions of the user but the one that asks, which gets a new token. Wrong present passwords count against the
 * account, as in signing in.
 *
 * @param db not a transaction: an attempt that is rolled back would not have been counted
 * @param deps.siteName no password either
 * @throws INPUT_INVALID also when the new password is one of the most common ones
 * @throws USER_NOT_FOUND, PASSWORD_CHECKS_BUSY
 */
export async function changePassword(
  db: TransactionalDb,
  input: ChangePasswordInput,
  deps: { clock?: Clock; limits?: LoginLimits; siteName?: string } = {},
): Promise<ChangePasswordResult> {
  const { userId, password, newPassword, sessionId } = parseInput(changePasswordInput, input)
  const now = (deps.clock ?? systemClock).now()
  const user = await findUserWithPassword(db, userId)
  await refuseCommonPassword(newPassword, { field: 'newPassword', names: [user.username, user.email, deps.siteName] })
  const counter = accountCounter(user.username, deps.limits ?? DEFAULT_LOGIN_LIMITS)
  const retryAt = await takeAttempts(db, [counter], now)
  if (retryAt) return { outcome: 'locked', retryAt }
  const hashed = await checkAttempt(db, [counter], async () =>
    (await verifyPassword(password, user.password)) ? hashPassword(newPassword) : null,
  )
  if (hashed === null) return { outcome: 'refused' }
  const changed = await db.transaction(async (tx) => {
    if (sessionId !== undefined && !(await holdSession(tx, { userId, sessionId }))) return null
    const updated = await tx
      .update(users)
      .set({ password: hashed })
      .where(and(eq(users.id, userId), eq(users.password, user.password ?? '')))
      .returning({ id: users.id })
    if (updated.length === 0) return null
    return { session: await keepOnlySession(tx, { userId, sessionId }, { passwordShownAt: now }) }
  })
  if (!changed) return { outcome: 'refused' }
  await clearAttempts(db, [counter.key])
  return { outcome: 'changed', ...changed }
}
