import { buildCommand, type Command } from '@stricli/core'
import { describeCommand } from '../command-help.ts'
import { type CliContext, runLater } from '../command.ts'
import { databaseUrlSettings } from '../database.ts'
import { passwordStdinFlag } from './password.ts'

export type ResetAdminFlags = {
  keepTokens?: boolean
  passwordStdin?: boolean
}

export const resetAdminCommand: Command<CliContext> = buildCommand({
  loader: runLater<ResetAdminFlags, [username: string]>(async () => (await import('./reset-admin.ts')).runResetAdmin),
  parameters: {
    flags: {
      keepTokens: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: "Leave the admin's API tokens as they are",
      },
      passwordStdin: passwordStdinFlag,
    },
    positional: {
      kind: 'tuple',
      parameters: [
        { placeholder: 'USERNAME', brief: "The admin's user name, whatever the case", parse: (text) => text },
      ],
    },
  },
  docs: {
    brief: 'Let an admin in again who is locked out',
    fullDescription: describeCommand({
      what:
        'Gives an admin a new password, which is shown once, and removes the second factor. All sessions of the admin ' +
        'end, and the API tokens that the admin created are revoked. It goes on record in the audit log.',
      settings: databaseUrlSettings,
      exitCodes: {
        0: 'done',
        1: 'refused, and nothing was changed',
        2: 'wrong usage, wrong settings, or no database',
      },
    }),
  },
})
