import type { ProblemError } from '../../api/client.ts'
import { choiceRules } from '../races/rule-choices.ts'

/**
 * What is wrong, by the field of the form: its name, `prizes` for the table as a whole, `prizes.1.share` for a cell,
 * `form` for what no field shows.
 */
export type FieldErrors = Readonly<Record<string, string>>

const fields: Record<string, string> = {
  startDate: 'start',
  anchorStart: 'start',
  endDate: 'end',
  periodSeconds: 'period',
  periodDays: 'period',
  graceSeconds: 'grace',
  prizeDistribution: 'prizes',
}

const own = new Set<string>([
  'title',
  'type',
  'description',
  'rules',
  'timeZone',
  'prizePool',
  'currency',
  'minWager',
  ...choiceRules,
])

/** The problem of the server at the fields of the form. Of several about one field, the first. */
export function toFieldErrors({
  code,
  errors,
  message,
}: Pick<ProblemError, 'code' | 'errors' | 'message'>): FieldErrors {
  const found: Record<string, string> = {}
  for (const { path, message } of errors) found[fieldOf(path, code)] ??= message
  if (errors.length === 0) found[code?.startsWith('PRIZE_') ? 'prizes' : 'form'] = message
  return found
}

function fieldOf(path: string, code: string | undefined): string {
  const cell = /^prizeDistribution\.(\d+)(?:\.(\w+))?$/.exec(path)
  if (cell) {
    const [, row = '0', column] = cell
    if (column === 'percent' || column === 'amount') return `prizes.${row}.share`
    // A row as a whole: what its places are, or what they get.
    return `prizes.${row}.${column ?? (code?.startsWith('PRIZE_RANGE') ? 'from' : 'share')}`
  }
  return fields[path] ?? (own.has(path) ? path : 'form')
}
