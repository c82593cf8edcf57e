import { parseInput, removeTotpInput, type RemoveTotpInput, systemClock, type TransactionalDb } from '@goated/schema'
import { recoveryCodes, totpCredentials, users } from '@goated/schema/tables'
import { eq } from 'drizzle-orm'
import {
  accountCounter,
  checkAttempt,
  clearAttempts,
  codeCounter,
  DEFAULT_LOGIN_LIMITS,
  type LoginLimits,
  takeAttempts,
} from '../credentials/attempts.ts'
import { verifyPassword } from '../credentials/password-hash.ts'
import { findUserWithPassword } from '../users/account-user.ts'
import type { TotpDeps } from './enrolment.ts'
import { useSecondFactor } from './use-second-factor.ts'

export type RemoveTotpResult =
  | { outcome: 'removed' }
  /** The password or the code is wrong, or there is no second factor. */
  | { outcome: 'refused' }
  | { outcome: 'locked'; retryAt: Date }

/**
 * Takes a user's second factor and recovery codes away. It wants the password and a code (or a recovery code): a browser
 * left open must not be enough. Wrong ones count against the account, as in signing in.
 *
 * @param db not a transaction: an attempt that is rolled back would not have been counted
 * @throws INPUT_INVALID, USER_NOT_FOUND, PASSWORD_CHECKS_BUSY, SECRET_TOO_SHORT, TOTP_SECRET_UNREADABLE
 */
export async function removeTotp(
  db: TransactionalDb,
  input: RemoveTotpInput,
  deps: TotpDeps & { limits?: LoginLimits },
): Promise<RemoveTotpResult> {
  const { userId, password, code } = parseInput(removeTotpInput, input)
  const now = (deps.clock ?? systemClock).now()
  const limits = deps.limits ?? DEFAULT_LOGIN_LIMITS
  const user = await findUserWithPassword(db, userId)
  const counters = [accountCounter(user.username, limits), codeCounter(userId, limits)]
  const retryAt = await takeAttempts(db, counters, now)
  if (retryAt) return { outcome: 'locked', retryAt }
  const removed = await checkAttempt(db, counters, async () => {
    if (!(await verifyPassword(password, user.password))) return false
    return db.transaction(async (tx) => {
      await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update')
      if (!(await useSecondFactor(tx, { userId, code, now, secret: deps.secret }))) return false
      await tx.delete(totpCredentials).where(eq(totpCredentials.userId, userId))
      await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
      return true
    })
  })
  if (!removed) return { outcome: 'refused' }
  await clearAttempts(
    db,
    counters.map(({ key }) => key),
  )
  return { outcome: 'removed' }
}
