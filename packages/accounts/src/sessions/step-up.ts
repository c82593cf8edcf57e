import { type Db, systemClock, type TransactionalDb } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { findUserWithPassword, type UserWithPassword } from '../account/account-user.ts'
import { addressCounter } from '../credentials/address-counter.ts'
import {
  checkAttempt,
  clearAttempts,
  codeCounter,
  DEFAULT_LOGIN_LIMITS,
  giveBack,
  passwordAgainCounter,
  takeAttempts,
} from '../credentials/attempts.ts'
import { verifyPassword } from '../credentials/password-hash.ts'
import { useSecondFactor } from '../totp/use-second-factor.ts'
import type { ConfirmTotpDeps } from './confirm-totp.ts'
import { stepUpInput, type StepUpInput } from './inputs.ts'
import { holdSession, type RenewedSession, renewSession } from './renewed-session.ts'

export type StepUpResult =
  /** The proof is fresh again, and the session has a new token. */
  | { outcome: 'proved'; session: RenewedSession }
  /** The code or the password is wrong or used up, or a code was due, or the session is over. */
  | { outcome: 'refused' }
  | { outcome: 'locked'; retryAt: Date }

/**
 * Shows again who is behind a session that is signed in: by a code of the second factor (or a recovery code), or by the
 * password for a user without a second factor. From then on `isProofFresh` holds for ten minutes.
 *
 * Wrong proofs are counted apart from signing in: whoever knows only the name can lock an account's sign-in for a while,
 * and must not be able to keep its owner from working.
 *
 * @param db not a transaction: an attempt that is rolled back would not have been counted
 * @throws INPUT_INVALID, USER_NOT_FOUND, PASSWORD_CHECKS_BUSY, SECRET_TOO_SHORT, TOTP_SECRET_UNREADABLE
 */
export async function stepUp(db: TransactionalDb, input: StepUpInput, deps: ConfirmTotpDeps): Promise<StepUpResult> {
  const { userId, sessionId, code, password, ip } = parseInput(stepUpInput, input)
  const now = (deps.clock ?? systemClock).now()
  const limits = deps.limits ?? DEFAULT_LOGIN_LIMITS
  const user = await findUserWithPassword(db, userId)
  const address = addressCounter(ip, limits)
  const own = code === undefined ? passwordAgainCounter(userId, limits) : codeCounter(userId, limits)
  const retryAt = await takeAttempts(db, [address, own], now)
  if (retryAt) return { outcome: 'locked', retryAt }

  const session = await checkAttempt(db, [address, own], async () => {
    if (password !== undefined && !(await verifyPassword(password, user.password))) return null
    return db.transaction(async (tx) => {
      if (!(await holdSession(tx, { userId, sessionId }))) return null
      if (code === undefined)
        return (await stillEnough(tx, user)) ? renewSession(tx, { userId, sessionId }, { passwordShownAt: now }) : null
      if (!(await useSecondFactor(tx, { userId, code, now, secret: deps.secret }))) return null
      return renewSession(tx, { userId, sessionId }, { factorShownAt: now })
    })
  })
  if (!session) return { outcome: 'refused' }
  await giveBack(db, [address])
  await clearAttempts(db, [own.key])
  return { outcome: 'proved', session }
}

/** Whether a password that was right is so still, and is all that the user has. */
async function stillEnough(tx: Db, checked: UserWithPassword): Promise<boolean> {
  const { password, hasTotp } = await findUserWithPassword(tx, checked.id)
  return !hasTotp && password === checked.password
}
