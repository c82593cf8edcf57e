import { workerSettings } from '@goated/example-worker/settings'
import { buildCommand, type Command } from '@stricli/core'
import { describeCommand } from '../command-help.ts'
import { type CliContext, runLater } from '../command.ts'

export type WorkerFlags = {
  once?: boolean
  trust?: boolean
}

export const workerCommand: Command<CliContext> = buildCommand({
  loader: runLater<WorkerFlags, []>(async () => (await import('./run-worker-command.ts')).runWorkerCommand),
  parameters: {
    flags: {
      once: { kind: 'boolean', optional: true, withNegated: false, brief: 'Take one reading now, and end' },
      trust: {
        kind: 'boolean',
        optional: true,
        withNegated: false,
        brief: 'With --once: store the reading even if it jumps, falls or shrinks beyond belief',
      },
    },
  },
  docs: {
    brief: 'Take readings and move races on until it is stopped',
    fullDescription: describeCommand({
      what:
        'Asks the affiliate API at every interval, and at the start and end of every race, stores what it says, and ' +
        'starts, settles and completes races. Several workers of one source may run: one ticks, the others stand by. ' +
        'It brings the tables up to date before. SIGTERM or Ctrl-C stops it after the tick under way.',
      settings: workerSettings,
      exitCodes: {
        0: 'it was told to stop; with --once: the reading was stored, or held nothing new',
        1: 'it could not start; with --once: the reading was not stored, and the last line says why',
        2: 'wrong usage, or wrong settings',
      },
    }),
  },
})
