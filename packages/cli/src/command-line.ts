import {
  type Application,
  type ApplicationContext,
  buildApplication,
  buildRouteMap,
  ExitCode,
  run,
} from '@stricli/core'
import manifest from '../package.json' with { type: 'json' }
import { createAdminCommand } from './admin/create-admin-command.ts'
import { resetAdminCommand } from './admin/reset-admin-command.ts'
import { checkCommand } from './check/command.ts'
import { type CliContext, printError } from './command.ts'
import { importCommand } from './import/command.ts'
import { migrateCommand } from './migrate/command.ts'
import { usageTexts } from './usage-texts.ts'
import { verifyRaceCommand } from './verify-race/command.ts'
import { workerCommand } from './worker/command.ts'

/** Every command of `goated`. */
export const commandLine: Application<CliContext> = buildApplication(
  buildRouteMap({
    routes: {
      migrate: migrateCommand,
      worker: workerCommand,
      import: importCommand,
      check: checkCommand,
      verifyRace: verifyRaceCommand,
      createAdmin: createAdminCommand,
      resetAdmin: resetAdminCommand,
    },
    docs: { brief: "Runs Goated's wager races: the operators' commands. Each has a --help of its own." },
  }),
  {
    name: 'goated',
    versionInfo: { currentVersion: manifest.version },
    scanner: { caseStyle: 'allow-kebab-for-camel' },
    documentation: { caseStyle: 'convert-camel-to-kebab', disableAnsiColor: true },
    localization: { text: usageTexts },
  },
)

const wrongUsage = new Set<number>([ExitCode.InvalidArgument, ExitCode.UnknownCommand])

/** Runs what somebody typed after `goated`. The exit code is the process's: 2 when the usage was wrong. */
export async function runCommandLine(words: readonly string[], context: CliContext): Promise<void> {
  const { process } = context
  await run(commandLine, words, context as CliContext & ApplicationContext)
  const { exitCode } = process
  if (typeof exitCode !== 'number' || exitCode >= 0) return
  // The library's own codes are negative.
  process.exitCode = wrongUsage.has(exitCode) ? 2 : 1
  if (exitCode === ExitCode.InvalidArgument) printError(context, `Usage: goated ${words[0]} --help`)
  if (exitCode === ExitCode.UnknownCommand) printError(context, 'Usage: goated --help')
}
