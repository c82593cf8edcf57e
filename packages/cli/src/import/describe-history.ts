import { formatAmount } from '@goated/schema'
import type { History } from './check-history.ts'

/** Says in lines what a history holds and what is wrong with it. */
export function describeHistory(history: History): string[] {
  const { first, last, problems, problemsCount } = history
  const named = namesOf(history).map(([field, name]) => (name === field ? field : `${field} from "${name}"`))
  const from = first && last ? `, from ${first.toISOString()} to ${last.toISOString()}` : ''
  const lines = [
    `columns: ${named.join(', ') || 'none'}`,
    `rows: ${history.rows}`,
    `players: ${history.players}`,
    `instants: ${history.instants}${from}`,
    `sum of the newest totals: ${formatAmount(history.newestSum)}`,
    `problems: ${problemsCount === 0 ? 'none' : problemsCount}`,
    ...problems.map(({ message }) => `  ${message}`),
  ]
  if (problemsCount > problems.length) lines.push(`  and ${problemsCount - problems.length} more`)
  return lines
}

/** The same for a script: amounts as decimal strings, times in ISO 8601, of the problems the first ones. */
export function historyAsJson(history: History): object {
  const { rows, players, instants, first, last, newestSum, problems, problemsCount } = history
  return {
    columns: Object.fromEntries(namesOf(history)),
    rows,
    players,
    instants,
    first,
    last,
    newestSum: formatAmount(newestSum),
    problemsCount,
    problems: problems.map(({ message, details }) => ({ line: details['line'] ?? null, message })),
  }
}

/** What we call each column, and what the file calls it. */
function namesOf({ columns }: History): [field: string, name: string][] {
  return [...(columns?.at ?? [])].map(([field, index]) => [field, columns?.names[index] ?? ''])
}
