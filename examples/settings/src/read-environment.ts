import { readFileSync } from 'node:fs'
import { issueText } from '@goated/schema/inputs'
import type { z } from 'zod'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads the variables that a schema names; others are not looked at. An empty one counts as absent. Instead of `NAME`
 * there may be `NAME_FILE`, the path of a file that holds the value, as secrets of Docker and systemd come; one line
 * end at its end does not count.
 *
 * @throws Error with one line for each variable that is wrong, naming it and never repeating its value
 */
export function readEnvironment<Schema extends z.ZodObject>(schema: Schema, env: Environment): z.output<Schema> {
  const wrong: string[] = []
  const values: Record<string, string> = {}
  for (const name of Object.keys(schema.shape)) {
    const found = findValue(name, env)
    if ('wrong' in found) wrong.push(found.wrong)
    else if (found.value !== undefined) values[name] = found.value
  }
  const result = schema.safeParse(values, { error: issueText })
  if (result.success && wrong.length === 0) return result.data
  // What is said of the file already would be said again of the value that is not there.
  const named = new Set(wrong.map((line) => line.replace(/(_FILE)?: .*/, '')))
  for (const { path, message } of result.error?.issues ?? [])
    if (!named.has(path.join('.'))) wrong.push(`${path.join('.')}: ${message}`)
  throw new Error(wrong.join('\n'))
}

function findValue(name: string, env: Environment): { value: string | undefined } | { wrong: string } {
  const direct = env[name] || undefined
  const path = env[`${name}_FILE`] || undefined
  if (path === undefined) return { value: direct }
  if (direct !== undefined) return { wrong: `${name}: Must not be set together with ${name}_FILE.` }
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    return { wrong: `${name}_FILE: The file cannot be read (${(error as NodeJS.ErrnoException).code}).` }
  }
  const value = text.replace(/\r?\n$/, '')
  // Whoever names a file means to set something; a secret that is silently not there would be a surprise.
  return value === '' ? { wrong: `${name}_FILE: The file is empty.` } : { value }
}
