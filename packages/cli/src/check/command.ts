import { buildCommand, type Command } from '@stricli/core'
import { describeCommand } from '../command-help.ts'
import { type CliContext, jsonFlag, runLater } from '../command.ts'
import { databaseUrlSettings } from '../database.ts'

export type CheckFlags = {
  quick?: boolean
  json?: boolean
}

export const checkCommand: Command<CliContext> = buildCommand({
  loader: runLater<CheckFlags, []>(async () => (await import('./check-database.ts')).runCheck),
  parameters: {
    flags: {
      quick: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'Do not recompute the totals of open races, which reads the most',
      },
      json: jsonFlag,
    },
  },
  docs: {
    brief: 'Check the whole database against what must always hold',
    fullDescription: describeCommand({
      what: 'Checks the whole database against what must always hold, and changes nothing. A worker may go on meanwhile.',
      settings: databaseUrlSettings,
      exitCodes: {
        0: 'all is in order',
        1: 'something is not: one line each, and at most 1000',
        2: 'wrong usage, wrong settings, or a database that cannot be read',
      },
    }),
  },
})
