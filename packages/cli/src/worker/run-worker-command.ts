import { configureWorker, runWorker } from '@goated/example-worker'
import { type CliContext, printError } from '../command.ts'
import { orComplain } from '../read-settings.ts'
import type { WorkerFlags } from './command.ts'
import { tickOnce } from './tick-once.ts'

/** Runs the reference worker until it is told to end, or for one reading. */
export async function runWorkerCommand(
  context: CliContext,
  { once = false, trust = false }: WorkerFlags,
): Promise<number> {
  if (trust && !once) {
    printError(context, '--trust is for one reading: use it with --once.')
    return 2
  }
  const configuration = orComplain(context, () => configureWorker(context.process.env))
  if (configuration === null) return 2
  if (once) return tickOnce(context, configuration, { trust })
  // A tick that was cut off may still hold the process.
  return context.process.exit(await runWorker(configuration))
}
