import { buildCommand, type Command } from '@stricli/core'
import { describeCommand } from '../command-help.ts'
import { type CliContext, runLater } from '../command.ts'
import { databaseUrlSettings } from '../database.ts'
import { passwordStdinFlag } from './password.ts'

export type CreateAdminFlags = {
  email?: string
  passwordStdin?: boolean
}

export const createAdminCommand: Command<CliContext> = buildCommand({
  loader: runLater<CreateAdminFlags, [username: string]>(
    async () => (await import('./create-admin.ts')).runCreateAdmin,
  ),
  parameters: {
    flags: {
      email: {
        kind: 'parsed',
        optional: true,
        placeholder: 'ADDRESS',
        brief: "The admin's e-mail address",
        parse: (text) => text,
      },
      passwordStdin: passwordStdinFlag,
    },
    positional: {
      kind: 'tuple',
      parameters: [{ placeholder: 'USERNAME', brief: 'The name to sign in with', parse: (text) => text }],
    },
  },
  docs: {
    brief: 'Make a user who is an admin',
    fullDescription: describeCommand({
      what:
        'Makes a user who is an admin, with a password that is shown once. It makes no admin of a user who exists: that ' +
        'is done on the desk. It goes on record in the audit log.',
      settings: databaseUrlSettings,
      exitCodes: {
        0: 'done',
        1: 'refused, and nothing was changed: the name or the address is taken, or the password is too weak',
        2: 'wrong usage, wrong settings, or no database',
      },
    }),
  },
})
