import type { z } from 'zod'

export interface CommandHelp {
  /** What the command does, in sentences. */
  what: string
  /** The environment variables that it reads, each with a description. */
  settings: z.ZodObject<Record<string, z.ZodType>>
  /** What each exit code means. */
  exitCodes: Readonly<Record<number, string>>
}

const lineMax = 110

/** The text that `--help` shows between the usage and the flags. */
export function describeCommand({ what, settings, exitCodes }: CommandHelp): string {
  const names = Object.entries(settings.shape).map(([name, field]) => [name, describeField(field)] as const)
  return [
    wrap(what, ''),
    '',
    'SETTINGS, as environment variables. NAME_FILE names a file that holds the value of NAME.',
    ...columns(names),
    '',
    'EXIT CODES',
    ...columns(Object.entries(exitCodes)),
  ].join('\n')
}

function describeField(field: z.ZodType): string {
  return `${field.description ?? ''}${noteOn(field)}`
}

function noteOn(field: z.ZodType): string {
  const { def } = field
  if (def.type === 'default' || def.type === 'prefault')
    return ` (default ${String((def as z.core.$ZodDefaultDef).defaultValue)})`
  return field.safeParse(undefined).success ? '' : ' (required)'
}

/** Two columns; what is too long for the second goes on below it. */
function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${wrap(text, ' '.repeat(width + 4))}`)
}

/** Breaks a text into lines; all but the first are indented. */
function wrap(text: string, indent: string): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > lineMax) {
      lines.push(line)
      line = ''
    }
    line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join(`\n${indent}`)
}
