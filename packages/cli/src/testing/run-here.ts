import { Readable } from 'node:stream'
import { connect } from '@goated/schema'
import type { TestDatabase } from '@goated/testkit'
import { runCommandLine } from '../command-line.ts'
import type { CommandProcess } from '../command.ts'

/** What a command left, run in the process of the test. */
export interface CommandResult {
  code: number
  stdout: string
  stderr: string
}

export interface RunHereOptions {
  env?: Record<string, string>
  /** The standard input. */
  input?: string
  /** The database that it finds at its address, and does not close. */
  database?: TestDatabase
}

/** Runs `goated` with some words without a process of its own, and with no environment but what is handed in. */
export async function runHere(words: readonly string[], options: RunHereOptions = {}): Promise<CommandResult> {
  const { env, input = '', database } = options
  const written = { stdout: '', stderr: '' }
  const stream = (name: keyof typeof written) => ({ write: (text: string) => void (written[name] += text) })
  const process: CommandProcess = {
    env: { ...(database ? { DATABASE_URL: 'memory://' } : {}), ...env },
    stdin: Readable.from(input === '' ? [] : [Buffer.from(input)]),
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    once: () => undefined,
    exit: (code) => {
      throw new Error(`The command would have ended the process with exit code ${code}.`)
    },
  }
  await runCommandLine(words, { process, connect: database ? connectTo(database) : connect })
  return { code: Number(process.exitCode ?? 0), ...written } // not money: an exit code
}

function connectTo({ db }: TestDatabase): typeof connect {
  return () => Promise.resolve({ db, kind: 'pglite', url: 'memory://', close: () => Promise.resolve() })
}
