import * as z from 'zod'
import type { GoatedError } from '../errors.ts'
import { schemaError } from '../schema-errors.ts'
import { issueText } from './issue-text.ts'

/** One thing that is wrong with an input: the field, as a path with dots, and what it should have been. */
export interface InputIssue {
  path: string
  message: string
}

const issuesMax = 20

/**
 * Checks a value against an input schema and returns what the schema makes of it.
 *
 * The error names fields and rules, never the value: it may be a password, and it goes to logs and responses.
 *
 * @throws INPUT_INVALID `details.issues` lists what is wrong, at most 20 of it
 */
export function parseInput<Schema extends z.core.$ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = z.safeParse(schema, value, { error: issueText })
  if (result.success) return result.data
  const issues = result.error.issues.slice(0, issuesMax).flatMap(toInputIssues).slice(0, issuesMax)
  // Zod's own error stays behind: set to report inputs, it would carry the value along as the cause.
  throw inputInvalid(issues)
}

/** The error for an input of which a schema alone cannot tell that it is wrong: INPUT_INVALID, as `parseInput` has it. */
export function inputInvalid(issues: readonly InputIssue[]): GoatedError<'INPUT_INVALID'> {
  const { path, message } = issues[0] ?? { path: '', message: 'Invalid input.' }
  return schemaError('INPUT_INVALID', path === '' ? `Invalid input: ${message}` : `Invalid ${path}: ${message}`, {
    details: { issues },
  })
}

function toInputIssues(issue: z.core.$ZodIssue): InputIssue[] {
  // Zod reports unknown keys at the object that holds them; a form wants them at the field.
  if (issue.code === 'unrecognized_keys')
    return issue.keys
      .slice(0, issuesMax)
      .map((key) => ({ path: formatPath([...issue.path, key]), message: 'Unknown field.' }))
  return [{ path: formatPath(issue.path), message: issue.message }]
}

function formatPath(path: readonly PropertyKey[]): string {
  // An unknown key is text from outside: only one that looks like a field's name is repeated.
  return path.map((part) => (/^\w{1,64}$/.test(String(part)) ? String(part) : '?')).join('.')
}
