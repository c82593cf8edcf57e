import { type Clock, systemClock, type TransactionalDb } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { recoveryCodes, totpCredentials, users } from '@goated/schema/tables'
import { eq, sql } from 'drizzle-orm'
import { findUserWithPassword } from '../account/account-user.ts'
import { revokeTokensOf } from '../api-tokens/revoke-api-token.ts'
import { clearAttempts, codeCounter, DEFAULT_LOGIN_LIMITS, passwordAgainCounter } from '../credentials/attempts.ts'
import { hashPassword } from '../credentials/password-hash.ts'
import { accountError } from '../errors.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { clearAccountAttempts } from '../sessions/sign-in.ts'
import { resetAdminInput, type ResetAdminInput } from './inputs.ts'

/** What the reset of an admin's account has changed. */
export interface AdminReset {
  userId: number
  username: string
  secondFactorRemoved: boolean
  sessionsEnded: number
  tokensRevoked: number
}

/**
 * Lets an admin in again who has lost the password, the second factor or both: sets a new password, removes the second
 * factor with its recovery codes, and forgets wrong attempts. All sessions end, and the admin's API tokens are revoked
 * unless `keepTokens` says otherwise, as somebody else may have made them.
 *
 * For the operator's console: nothing here proves who asks.
 *
 * @throws INPUT_INVALID, PASSWORD_CHECKS_BUSY
 * @throws USER_NOT_FOUND nobody has that name
 * @throws USER_NOT_ADMIN the user is no admin, and does not become one by this
 */
export async function resetAdmin(
  db: TransactionalDb,
  input: ResetAdminInput,
  deps: { clock?: Clock } = {},
): Promise<AdminReset> {
  const { username, password, keepTokens } = parseInput(resetAdminInput, input)
  const now = (deps.clock ?? systemClock).now()
  const hashed = await hashPassword(password)
  return db.transaction(async (tx) => {
    const [locked] = await tx
      .select({ id: users.id, isAdmin: users.isAdmin })
      .from(users)
      .where(sql`lower(${users.username}) = lower(${username})`)
      .for('no key update')
    if (!locked) throw accountError('USER_NOT_FOUND', 'There is no user of that name.')
    const userId = locked.id
    if (!locked.isAdmin)
      throw accountError('USER_NOT_ADMIN', 'The user of that name is not an admin.', { details: { userId } })
    const user = await findUserWithPassword(tx, userId)
    await tx.update(users).set({ password: hashed }).where(eq(users.id, userId))
    await tx.delete(totpCredentials).where(eq(totpCredentials.userId, userId))
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
    const { ended } = await endSessions(tx, { userId })
    const tokensRevoked = keepTokens ? 0 : await revokeTokensOf(tx, userId, now)
    await clearAccountAttempts(tx, user, DEFAULT_LOGIN_LIMITS)
    const own = [codeCounter(userId, DEFAULT_LOGIN_LIMITS), passwordAgainCounter(userId, DEFAULT_LOGIN_LIMITS)]
    await clearAttempts(
      tx,
      own.map(({ key }) => key),
    )
    return { userId, username: user.username, secondFactorRemoved: user.hasTotp, sessionsEnded: ended, tokensRevoked }
  })
}
