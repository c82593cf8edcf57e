import { type Db, readable, systemClock, type TransactionalDb } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { sessions, totpCredentials, users } from '@goated/schema/tables'
import { and, eq, gt, or, sql } from 'drizzle-orm'
import { type AccountUser, accountUserColumns } from '../account/account-user.ts'
import { addressCounter } from '../credentials/address-counter.ts'
import {
  accountCounter,
  checkAttempt,
  clearAttempts,
  codeCounter,
  DEFAULT_LOGIN_LIMITS,
  giveBack,
  takeAttempts,
} from '../credentials/attempts.ts'
import { createOpaqueToken, isOpaqueToken, sha256 } from '../credentials/opaque-token.ts'
import { useSecondFactor } from '../totp/use-second-factor.ts'
import { confirmTotpInput, type ConfirmTotpInput } from './inputs.ts'
import { sessionEnds } from './lifetimes.ts'
import type { BegunSession } from './session-view.ts'
import { clearAccountAttempts, type SignInDeps } from './sign-in.ts'

export interface ConfirmTotpDeps extends SignInDeps {
  /** The secret that the second factors are encrypted under, at least 32 characters. */
  secret: string
}

export type ConfirmTotpResult =
  /** With a new token: the one that came with the password is worth nothing any more. */
  | ({ outcome: 'signed_in' } & BegunSession)
  /** The code is wrong or used up, or the session is over. */
  | { outcome: 'refused' }
  | { outcome: 'locked'; retryAt: Date }

/**
 * Completes a sign-in with a code of the authenticator app, or with a recovery code. Each works once. Wrong ones count
 * against the account, like wrong passwords. It takes sessions of level `password`, and those that are older than their
 * user's second factor.
 *
 * @param db not a transaction: an attempt that is rolled back would not have been counted
 * @throws INPUT_INVALID
 * @throws SECRET_TOO_SHORT, TOTP_SECRET_UNREADABLE `deps.secret` is not the one that enrolment used
 */
export async function confirmTotp(
  db: TransactionalDb,
  input: ConfirmTotpInput,
  deps: ConfirmTotpDeps,
): Promise<ConfirmTotpResult> {
  const { token, code, ip } = parseInput(confirmTotpInput, input)
  const now = (deps.clock ?? systemClock).now()
  const limits = deps.limits ?? DEFAULT_LOGIN_LIMITS
  const waiting = isOpaqueToken(token) ? await findWaiting(db, token, now) : undefined
  if (!waiting) return { outcome: 'refused' }

  const address = addressCounter(ip, limits)
  const ofCode = codeCounter(waiting.user.id, limits)
  const counters = [address, accountCounter(waiting.user.username, limits), ofCode]
  const retryAt = await takeAttempts(db, counters, now)
  if (retryAt) return { outcome: 'locked', retryAt }
  const begun = await checkAttempt(db, counters, () =>
    db.transaction(async (tx) => {
      // The user before the session, as everybody does who locks both.
      await tx.select({ id: users.id }).from(users).where(eq(users.id, waiting.user.id)).for('no key update')
      const stillWaiting = await tx
        .select({ id: sessions.id })
        .from(sessions)
        .where(and(eq(sessions.id, waiting.sessionId), isWaiting(token, now)))
        .for('update')
      if (stillWaiting.length === 0) return null
      if (!(await useSecondFactor(tx, { userId: waiting.user.id, code, now, secret: deps.secret }))) return null
      return raiseSession(tx, waiting, now, deps)
    }),
  )
  if (!begun) return { outcome: 'refused' }
  await giveBack(db, [address])
  await clearAccountAttempts(db, begun.user, limits)
  await clearAttempts(db, [ofCode.key])
  return { outcome: 'signed_in', ...begun }
}

interface WaitingSession {
  sessionId: number
  user: AccountUser
  passwordShownAt: Date
}

async function findWaiting(db: Db, token: string, now: Date): Promise<WaitingSession | undefined> {
  const [found] = await db
    .select(readable({ sessionId: sessions.id, user: accountUserColumns, passwordShownAt: sessions.passwordShownAt }))
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(isWaiting(token, now))
  return found
}

function isWaiting(token: string, now: Date) {
  const owesFactor = sql`exists (
    select from ${totpCredentials} where ${totpCredentials.userId} = ${sessions.userId}
    and coalesce(${sessions.factorShownAt} < ${totpCredentials.confirmedAt}, ${totpCredentials.confirmedAt} is not null))`
  return and(
    eq(sessions.tokenHash, sha256(token)),
    gt(sessions.expiresAt, now),
    or(eq(sessions.level, 'password'), owesFactor),
  )
}

async function raiseSession(
  tx: Db,
  { sessionId, user, passwordShownAt }: WaitingSession,
  now: Date,
  deps: ConfirmTotpDeps,
): Promise<BegunSession> {
  const token = createOpaqueToken()
  const ends = sessionEnds({ isAdmin: user.isAdmin, level: 'full', now }, deps.lifetimes)
  await tx
    .update(sessions)
    .set({ tokenHash: sha256(token), level: 'full', createdAt: now, factorShownAt: now, lastSeenAt: now, ...ends })
    .where(eq(sessions.id, sessionId))
  await tx.update(users).set({ lastLogin: now }).where(eq(users.id, user.id))
  const { expiresAt } = ends
  const shown = { passwordShownAt, factorShownAt: now }
  return { token, user, session: { sessionId, user, level: 'full', expiresAt, ...shown } }
}
