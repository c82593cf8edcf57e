import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Instrumenter } from '@stryker-mutator/instrumenter'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** A small change of the source that some test should notice. */
export interface Mutant {
  id: string
  /** From the root of the repository. */
  file: string
  line: number
  /** The line as it stands in the source, trimmed. */
  source: string
  kind: string
  /** What stands there instead of the expression. */
  replacement: string
}

export interface Instrumented {
  mutants: Mutant[]
  /** Source with all mutants in it, each behind a switch, by absolute path. */
  code: ReadonlyMap<string, string>
}

// The wording of messages is not what these tests are for, and a text in SQL fails as a syntax error whatever it means:
// what matters there is among the mutants written by hand.
const leftOut = ['StringLiteral']

const silent = () => {}
const logger = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  fatal: silent,
}

/** Puts every mutant that Stryker knows into the files, each behind a switch. */
export async function instrument(files: readonly string[]): Promise<Instrumented> {
  const sources = files.map((file) => ({
    name: root + file,
    content: readFileSync(root + file, 'utf8'),
    mutate: true as const,
  }))
  const made = await new Instrumenter(logger).instrument(sources, {
    plugins: null,
    excludedMutations: leftOut,
    ignorers: [],
  })
  return {
    mutants: made.mutants
      .filter(({ status }) => status === undefined)
      .map(({ id, fileName, location, mutatorName, replacement }) => ({
        id,
        file: fileName.slice(root.length),
        line: location.start.line + 1,
        source: lineOf(sources.find(({ name }) => name === fileName)?.content ?? '', location.start.line),
        kind: mutatorName,
        replacement: replacement.replace(/\s+/g, ' '),
      })),
    code: new Map(made.files.map(({ name, content }) => [name, content])),
  }
}

function lineOf(content: string, index: number): string {
  return (content.split('\n')[index] ?? '').trim()
}
