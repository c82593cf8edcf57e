import { recordAudit, resetAdmin } from '@goated/accounts'
import type { CliContext } from '../command.ts'
import { changeAdmin } from './change-admin.ts'
import type { ResetAdminFlags } from './reset-admin-command.ts'

/** Lets an admin in again who has lost the password, the second factor, or both. */
export function runResetAdmin(
  context: CliContext,
  { keepTokens = false, passwordStdin = false }: ResetAdminFlags,
  username: string,
): Promise<number> {
  return changeAdmin(context, {
    name: 'reset-admin',
    passwordStdin,
    async change(tx, password) {
      const { userId, ...changes } = await resetAdmin(tx, { username, password, keepTokens })
      const { secondFactorRemoved, sessionsEnded, tokensRevoked } = changes
      await recordAudit(tx, {
        actorKind: 'console',
        action: 'admin.reset',
        targetKind: 'user',
        targetId: String(userId),
        details: { secondFactorRemoved, sessionsEnded, tokensRevoked },
      })
      return (
        `${changes.username} can sign in again. ` +
        `Second factor: ${secondFactorRemoved ? 'removed' : 'there was none'}. ` +
        `Sessions ended: ${sessionsEnded}. API tokens revoked: ${tokensRevoked}.`
      )
    },
  })
}
