import { readEnvironment } from '@goated/example-settings'
import type { z } from 'zod'
import { type CliContext, printError } from './command.ts'

/**
 * Reads a command's settings from the environment. If some are wrong, it says which, without their values.
 *
 * @returns null: some are wrong, and the exit code should be 2
 */
export function readSettings<Schema extends z.ZodObject>(context: CliContext, schema: Schema): z.output<Schema> | null {
  return orComplain(context, () => readEnvironment(schema, context.process.env))
}

/** What something reads from the settings, or null after its complaint was printed. */
export function orComplain<Result>(context: CliContext, read: () => Result): Result | null {
  try {
    return read()
  } catch (error) {
    printError(context, error instanceof Error ? error.message : String(error))
    return null
  }
}
