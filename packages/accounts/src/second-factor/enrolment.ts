import { type Clock, type GoatedError, readable, systemClock, type TransactionalDb } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { totpCredentials, users } from '@goated/schema/tables'
import { and, eq, isNull } from 'drizzle-orm'
import { findUserWithPassword } from '../account/account-user.ts'
import { accountError } from '../errors.ts'
import { holdSession, keepOnlySession, type RenewedSession } from '../sessions/renewed-session.ts'
import { replaceRecoveryCodes } from '../totp/recovery-codes.ts'
import { openSecret, sealSecret } from '../totp/sealed-secret.ts'
import { createTotpSecret, totpStep, totpUri } from '../totp/totp.ts'
import {
  finishTotpEnrolmentInput,
  type FinishTotpEnrolmentInput,
  startTotpEnrolmentInput,
  type StartTotpEnrolmentInput,
} from './inputs.ts'

export interface TotpDeps {
  clock?: Clock
  /** What second factors are encrypted under: at least 32 characters, the same for good, kept outside the database. */
  secret: string
}

/**
 * Gives a user a secret for an authenticator app; it counts once `finishTotpEnrolment` has seen a code of it. Starting
 * again replaces a secret that was not finished.
 *
 * @throws INPUT_INVALID, USER_NOT_FOUND, SECRET_TOO_SHORT
 * @throws TOTP_ENROLLED the user has a second factor; it must be removed first
 */
export async function startTotpEnrolment(
  db: TransactionalDb,
  input: StartTotpEnrolmentInput,
  deps: TotpDeps,
): Promise<{ secret: string; uri: string }> {
  const { userId, issuer } = parseInput(startTotpEnrolmentInput, input)
  const createdAt = (deps.clock ?? systemClock).now()
  const { username } = await findUserWithPassword(db, userId)
  const plain = createTotpSecret()
  const secret = sealSecret(plain, userId, deps.secret)
  const started = await db
    .insert(totpCredentials)
    .values({ userId, secret, createdAt })
    .onConflictDoUpdate({
      target: totpCredentials.userId,
      set: { secret, createdAt },
      setWhere: isNull(totpCredentials.confirmedAt),
    })
    .returning({ userId: totpCredentials.userId })
  if (started.length === 0) throw enrolledError(userId)
  return { secret: plain, uri: totpUri(plain, { issuer, username }) }
}

export type FinishTotpEnrolmentResult =
  /** The recovery codes are shown this once. The session that asked goes on under a new token; null when none was named. */
  | { outcome: 'enrolled'; recoveryCodes: string[]; session: RenewedSession | null }
  /** The code is not one of the secret given last, or no enrolment was started, or the session that asks is over. */
  | { outcome: 'refused' }

/**
 * Turns the second factor on, once the user shows a code of the app. That code is used up. All sessions of the user end,
 * because they have not shown it, but the one that asks.
 *
 * @throws INPUT_INVALID, SECRET_TOO_SHORT, TOTP_SECRET_UNREADABLE
 * @throws TOTP_ENROLLED the user has a second factor already
 */
export async function finishTotpEnrolment(
  db: TransactionalDb,
  input: FinishTotpEnrolmentInput,
  deps: TotpDeps,
): Promise<FinishTotpEnrolmentResult> {
  const { userId, code, sessionId } = parseInput(finishTotpEnrolmentInput, input)
  const now = (deps.clock ?? systemClock).now()
  return db.transaction(async (tx) => {
    // The user before the session, so that whoever signs in at this moment either meets the second factor or is ended.
    if (sessionId === undefined)
      await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update')
    else if (!(await holdSession(tx, { userId, sessionId }))) return { outcome: 'refused' }
    const [started] = await tx
      .select(readable(totpCredentials))
      .from(totpCredentials)
      .where(eq(totpCredentials.userId, userId))
      .for('update')
    if (!started) return { outcome: 'refused' }
    if (started.confirmedAt !== null) throw enrolledError(userId)
    const step = totpStep(openSecret(started.secret, userId, deps.secret), code, now)
    if (step === null) return { outcome: 'refused' }
    await tx
      .update(totpCredentials)
      .set({ confirmedAt: now, lastUsedStep: step })
      .where(and(eq(totpCredentials.userId, userId), isNull(totpCredentials.confirmedAt)))
    const recoveryCodes = await replaceRecoveryCodes(tx, userId, now)
    const session = await keepOnlySession(tx, { userId, sessionId }, { factorShownAt: now })
    return { outcome: 'enrolled', recoveryCodes, session }
  })
}

function enrolledError(userId: number): GoatedError {
  return accountError('TOTP_ENROLLED', 'The user has a second factor already.', { details: { userId } })
}
