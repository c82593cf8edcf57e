import { type Clock, systemClock, type TransactionalDb } from '@goated/schema'
import { parseInput } from '@goated/schema/inputs'
import { findUserWithPassword } from '../account/account-user.ts'
import { accountError } from '../errors.ts'
import { holdSession, keepOnlySession, type RenewedSession } from '../sessions/renewed-session.ts'
import { replaceRecoveryCodes } from '../totp/recovery-codes.ts'
import { renewRecoveryCodesInput, type RenewRecoveryCodesInput } from './inputs.ts'

export type RenewRecoveryCodesResult =
  /** The codes are shown this once; those before are void. The session that asked goes on under a new token. */
  | { outcome: 'renewed'; recoveryCodes: string[]; session: RenewedSession | null }
  /** The session that asks is over. */
  | { outcome: 'refused' }

/**
 * Makes new recovery codes and voids all that there were, used or not. It ends the user's other sessions: whoever found
 * the old codes may be in one of them. Ask for a fresh proof first (`isProofFresh`).
 *
 * @throws INPUT_INVALID, USER_NOT_FOUND
 * @throws TOTP_NOT_ENROLLED there is no second factor that the codes could stand in for
 */
export async function renewRecoveryCodes(
  db: TransactionalDb,
  input: RenewRecoveryCodesInput,
  deps: { clock?: Clock } = {},
): Promise<RenewRecoveryCodesResult> {
  const { userId, sessionId } = parseInput(renewRecoveryCodesInput, input)
  const now = (deps.clock ?? systemClock).now()
  return db.transaction(async (tx) => {
    if (!(await holdSession(tx, { userId, sessionId }))) return { outcome: 'refused' }
    if (!(await findUserWithPassword(tx, userId)).hasTotp)
      throw accountError('TOTP_NOT_ENROLLED', 'There is no second factor.', { details: { userId } })
    const codes = await replaceRecoveryCodes(tx, userId, now)
    return { outcome: 'renewed', recoveryCodes: codes, session: await keepOnlySession(tx, { userId, sessionId }) }
  })
}
