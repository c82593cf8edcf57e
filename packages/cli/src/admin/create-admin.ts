import { createUser, recordAudit } from '@goated/accounts'
import type { CliContext } from '../command.ts'
import { changeAdmin } from './change-admin.ts'
import type { CreateAdminFlags } from './create-admin-command.ts'

/** Makes a new user who is an admin, also where there are admins already. */
export function runCreateAdmin(
  context: CliContext,
  { email, passwordStdin = false }: CreateAdminFlags,
  username: string,
): Promise<number> {
  return changeAdmin(context, {
    name: 'create-admin',
    passwordStdin,
    async change(tx, password) {
      const admin = await createUser(tx, { username, email, password, isAdmin: true })
      await recordAudit(tx, {
        actorKind: 'console',
        action: 'admin.created',
        targetKind: 'user',
        targetId: String(admin.id),
      })
      return `${admin.username} is an admin and can sign in.`
    },
  })
}
