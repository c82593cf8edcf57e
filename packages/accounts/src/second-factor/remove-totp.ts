import { type Clock, systemClock, type TransactionalDb } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { recoveryCodes, totpCredentials } from '@goated/schema/tables'
import { eq } from 'drizzle-orm'
import { findUserWithPassword } from '../account/account-user.ts'
import {
  accountCounter,
  checkAttempt,
  clearAttempts,
  DEFAULT_LOGIN_LIMITS,
  type LoginLimits,
  takeAttempts,
} from '../credentials/attempts.ts'
import { verifyPassword } from '../credentials/password-hash.ts'
import { holdSession, keepOnlySession, type RenewedSession } from '../sessions/renewed-session.ts'
import { removeTotpInput, type RemoveTotpInput } from './inputs.ts'

export type RemoveTotpResult =
  /** The session that asked goes on under a new token, all others have ended. */
  | { outcome: 'removed'; session: RenewedSession | null }
  /** The password is wrong, or there is no second factor, or the session that asks is over. */
  | { outcome: 'refused' }
  | { outcome: 'locked'; retryAt: Date }

/**
 * Takes a user's second factor and recovery codes away, and ends the user's other sessions. It wants the password. Ask for
 * a fresh proof first (`isProofFresh`), which is a code of that second factor: a browser left open must not be enough.
 * Wrong passwords count against the account, as in signing in.
 *
 * @param db not a transaction: an attempt that is rolled back would not have been counted
 * @throws INPUT_INVALID, USER_NOT_FOUND, PASSWORD_CHECKS_BUSY
 */
export async function removeTotp(
  db: TransactionalDb,
  input: RemoveTotpInput,
  deps: { clock?: Clock; limits?: LoginLimits } = {},
): Promise<RemoveTotpResult> {
  const { userId, sessionId, password } = parseInput(removeTotpInput, input)
  const now = (deps.clock ?? systemClock).now()
  const user = await findUserWithPassword(db, userId)
  const counter = accountCounter(user.username, deps.limits ?? DEFAULT_LOGIN_LIMITS)
  const retryAt = await takeAttempts(db, [counter], now)
  if (retryAt) return { outcome: 'locked', retryAt }
  const removed = await checkAttempt(db, [counter], async () => {
    if (!(await verifyPassword(password, user.password))) return null
    return db.transaction(async (tx) => {
      if (!(await holdSession(tx, { userId, sessionId }))) return null
      const { hasTotp, password: present } = await findUserWithPassword(tx, userId)
      if (!hasTotp || present !== user.password) return null
      await tx.delete(totpCredentials).where(eq(totpCredentials.userId, userId))
      await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
      return { session: await keepOnlySession(tx, { userId, sessionId }, { passwordShownAt: now }) }
    })
  })
  if (!removed) return { outcome: 'refused' }
  await clearAttempts(db, [counter.key])
  return { outcome: 'removed', ...removed }
}
