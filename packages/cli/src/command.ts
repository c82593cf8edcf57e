import type { connect } from '@goated/schema'
import type { CommandContext, CommandFunctionLoader } from '@stricli/core'

/** What a command sees of the world. It is handed in, so that tests can hand in one of their own. */
export interface CliContext extends CommandContext {
  readonly process: CommandProcess
  readonly connect: typeof connect
}

/** As much of the process as commands use. */
export interface CommandProcess {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: AsyncIterable<Buffer | string>
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { readonly isTTY?: boolean; write(text: string): unknown }
  once(signal: NodeJS.Signals, listener: () => void): unknown
  exit(code: number): never
  exitCode?: number | string | null | undefined
}

/** Does what a command is for, and says its exit code. */
export type CommandRun<Flags, Words extends readonly unknown[]> = (
  context: CliContext,
  flags: Flags,
  ...words: Words
) => Promise<number>

/**
 * Loads what a command runs at the moment when it is run. Help needs no password hashing and no metrics, which take
 * longer to load than to print.
 */
export function runLater<Flags extends Readonly<Record<string, unknown>>, Words extends readonly unknown[]>(
  load: () => Promise<CommandRun<Flags, Words>>,
): CommandFunctionLoader<Flags, Words, CliContext> {
  return async () => {
    const run = await load()
    return async function (flags, ...words) {
      this.process.exitCode = await run(this, flags, ...words)
    }
  }
}

/** Writes lines to the standard output. */
export function print({ process }: CliContext, ...lines: string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`)
}

/** Writes lines to the error output. */
export function printError({ process }: CliContext, ...lines: string[]): void {
  for (const line of lines) process.stderr.write(`${line}\n`)
}

/** Writes one line of JSON to the standard output, for a script to read. */
export function printJson(context: CliContext, value: object): void {
  print(context, JSON.stringify(value))
}

/** What `--json` is in every command that has it. */
export const jsonFlag = {
  kind: 'boolean',
  optional: true,
  withNegated: false,
  brief: 'Print the result as one line of JSON',
} as const
