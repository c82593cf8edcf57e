import { buildCommand, type Command } from '@stricli/core'
import { describeCommand } from '../command-help.ts'
import { type CliContext, jsonFlag, runLater } from '../command.ts'
import { databaseUrlSettings } from '../database.ts'

export type VerifyRaceFlags = {
  all?: boolean
  json?: boolean
}

export const verifyRaceCommand: Command<CliContext> = buildCommand({
  loader: runLater<VerifyRaceFlags, [raceId: number]>(async () => (await import('./verify-race.ts')).runVerifyRace),
  parameters: {
    flags: {
      all: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'Recompute the digest of every reading of the source, not only of those that the race rests on',
      },
      json: jsonFlag,
    },
    positional: { kind: 'tuple', parameters: [{ placeholder: 'ID', brief: "The race's id", parse: parseRaceId }] },
  },
  docs: {
    brief: 'Compute the result of an archived race again, and compare',
    fullDescription: describeCommand({
      what:
        'Recomputes an archived race from the stored samples and compares totals, ranks, prizes, payouts and the chain ' +
        'of readings. It changes nothing, and a worker may go on meanwhile.',
      settings: databaseUrlSettings,
      exitCodes: {
        0: 'all is in order',
        1: 'something differs: one line each, and at most 1000',
        2: 'wrong usage, wrong settings, no such race, one that is not archived, or a database that cannot be read',
      },
    }),
  },
})

function parseRaceId(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error('This is no id of a race, which is a whole number.')
  return parseInt(text, 10)
}
