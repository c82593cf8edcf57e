import { databaseSettings, logLevel } from '@goated/example-settings'
import { buildCommand, type Command } from '@stricli/core'
import { z } from 'zod'
import { describeCommand } from '../command-help.ts'
import { type CliContext, jsonFlag, runLater } from '../command.ts'

export const migrateSettings: z.ZodObject<{
  DATABASE_URL: typeof databaseSettings.DATABASE_URL
  LOG_LEVEL: z.ZodDefault<typeof logLevel>
}> = z.object({
  DATABASE_URL: databaseSettings.DATABASE_URL,
  LOG_LEVEL: logLevel.default('info').describe('fatal, error, warn, info, debug, trace or silent'),
})

export type MigrateFlags = {
  json?: boolean
}

export const migrateCommand: Command<CliContext> = buildCommand({
  loader: runLater<MigrateFlags, []>(async () => (await import('./migrate.ts')).runMigrate),
  parameters: { flags: { json: jsonFlag } },
  docs: {
    brief: "Bring the database's tables up to date",
    fullDescription: describeCommand({
      what:
        'Applies the migrations that the database lacks, all in one transaction. Any number of processes may do so at ' +
        'once. Where another tool owns the tables, it changes nothing.',
      settings: migrateSettings,
      exitCodes: {
        0: 'the tables are up to date, or another tool owns them',
        1: 'they could not be brought up to date, and nothing was changed',
        2: 'wrong usage, or wrong settings',
      },
    }),
  },
})
