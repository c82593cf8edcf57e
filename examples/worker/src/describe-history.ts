import { formatAmount } from '@goated/schema'
import type { History } from './check-history.ts'

/** Says in lines what a history holds and what is wrong with it. */
export function describeHistory(history: History): string[] {
  const { columns, first, last, problems, problemsCount } = history
  const named = [...(columns?.at ?? [])].map(([field, index]) => {
    const name = columns?.names[index] ?? ''
    return name === field ? field : `${field} from "${name}"`
  })
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
