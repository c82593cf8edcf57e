import type { Db } from '@goated/schema'
import { recoveryCodes, totpCredentials } from '@goated/schema/tables'
import { and, eq, isNotNull, isNull, lt, or } from 'drizzle-orm'
import { recoveryCodeHash } from './recovery-codes.ts'
import { openSecret } from './sealed-secret.ts'
import { totpStep } from './totp.ts'

export interface SecondFactorAttempt {
  userId: number
  /** A code of the authenticator app, or a recovery code. */
  code: string
  now: Date
  /** What the second factors are encrypted under. */
  secret: string
}

/**
 * Uses up a code; false when it is wrong or was used before. Each is accepted once, whoever else tries at the same time.
 *
 * @throws SECRET_TOO_SHORT, TOTP_SECRET_UNREADABLE
 */
export async function useSecondFactor(tx: Db, attempt: SecondFactorAttempt): Promise<boolean> {
  const { userId, code, now, secret } = attempt
  const [credential] = await tx
    .select({ secret: totpCredentials.secret })
    .from(totpCredentials)
    .where(and(eq(totpCredentials.userId, userId), isNotNull(totpCredentials.confirmedAt)))
  if (!credential) return false
  const step = totpStep(openSecret(credential.secret, userId, secret), code, now)
  return step === null ? useRecoveryCode(tx, { userId, code, now }) : useStep(tx, userId, step)
}

async function useStep(tx: Db, userId: number, step: number): Promise<boolean> {
  const { lastUsedStep } = totpCredentials
  const used = await tx
    .update(totpCredentials)
    .set({ lastUsedStep: step })
    .where(and(eq(totpCredentials.userId, userId), or(isNull(lastUsedStep), lt(lastUsedStep, step))))
    .returning({ userId: totpCredentials.userId })
  return used.length > 0
}

async function useRecoveryCode(tx: Db, { userId, code, now }: Omit<SecondFactorAttempt, 'secret'>): Promise<boolean> {
  const { codeHash, usedAt } = recoveryCodes
  const used = await tx
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(and(eq(recoveryCodes.userId, userId), eq(codeHash, recoveryCodeHash(code)), isNull(usedAt)))
    .returning({ id: recoveryCodes.id })
  return used.length > 0
}
