import type * as z from 'zod'

const types: Record<string, string> = {
  string: 'Must be text.',
  number: 'Must be a number.',
  int: 'Must be a whole number.',
  boolean: 'Must be true or false.',
  array: 'Must be a list.',
  object: 'Must be an object.',
}
const formats: Record<string, string> = {
  email: 'Must be an e-mail address, such as name@example.org.',
  url: 'Must be an address, such as https://example.org.',
}

/**
 * What a form shows next to a field, where the schema has no words of its own: zod's are for developers. To be passed
 * to zod as `error`.
 *
 * @returns undefined for what no field of ours is refused for; zod's words stand then
 */
export function issueText(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'Required.' : types[issue.expected]
    case 'invalid_format':
      return formats[issue.format]
    case 'invalid_value':
      return `Must be ${oneOf(issue.values.map(String))}.`
    case 'too_small':
      return bound(issue, { of: issue.minimum, word: 'at least', beyond: 'more than' })
    case 'too_big':
      return bound(issue, { of: issue.maximum, word: 'at most', beyond: 'less than' })
    default:
      return undefined
  }
}

function bound(
  { origin, inclusive = true }: { origin: string; inclusive?: boolean },
  { of, word, beyond }: { of: number | bigint; word: string; beyond: string },
): string {
  const size = { string: 'character', array: 'entry' }[origin]
  if (size === undefined) return `Must be ${inclusive ? word : beyond} ${of}.`
  const one = String(of) === '1'
  if (word === 'at least' && one) return 'Must not be empty.'
  const plural = size === 'entry' ? 'entries' : `${size}s`
  return `Must have ${word} ${of} ${one ? size : plural}.`
}

function oneOf(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
}
