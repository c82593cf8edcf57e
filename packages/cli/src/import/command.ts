import { buildCommand, type Command } from '@stricli/core'
import { describeCommand } from '../command-help.ts'
import { type CliContext, jsonFlag, runLater } from '../command.ts'
import { databaseUrlSettings } from '../database.ts'

export type ImportFlags = {
  dryRun?: boolean
  json?: boolean
}

export const importCommand: Command<CliContext> = buildCommand({
  loader: runLater<ImportFlags, [file: string, source?: string]>(async () => (await import('./import.ts')).runImport),
  parameters: {
    flags: {
      dryRun: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'Look at the file and store nothing; needs no database',
      },
      json: jsonFlag,
    },
    positional: {
      kind: 'tuple',
      parameters: [
        {
          placeholder: 'FILE',
          brief: 'A CSV with the columns as_of, uid, name, all_time, and perhaps this_month, this_week, today',
          parse: (text) => text,
        },
        {
          placeholder: 'SOURCE',
          brief: 'The id that the rows get, goated if it is left out',
          optional: true,
          parse: parseSource,
        },
      ],
    },
  },
  docs: {
    brief: "Import an upstream's history from a CSV file",
    fullDescription: describeCommand({
      what:
        'Imports the history of an upstream, so that races of the past can have totals. The whole file is checked first, ' +
        'and nothing is stored if a line is wrong. Readings that are stored already and say the same are skipped, so an ' +
        'import that was stopped goes on where it stood. It brings the tables up to date before. Progress goes to the ' +
        'error output.',
      settings: databaseUrlSettings,
      exitCodes: {
        0: 'all of it is stored; with --dry-run: the file has no problem',
        1: 'something is wrong, and the last line says what',
        2: 'wrong usage, or wrong settings',
        130: 'it was stopped by Ctrl-C; what is stored stays',
      },
    }),
  },
})

function parseSource(text: string): string {
  if (!/^[a-z0-9-]{1,32}$/.test(text))
    throw new Error('This is no id of a source, which has up to 32 small letters, digits and dashes.')
  return text
}
