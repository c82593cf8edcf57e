import type { Sent } from '@goated/example-contract'
import { isDecimal, isWhole } from '../ui/decimal-text.ts'
import type { FieldErrors } from './field-errors.ts'
import type { PrizeKind, PrizeRow } from './race-draft.ts'

export type PrizeDistribution = Sent<'createRace', 'body'>['prizeDistribution']

/**
 * The prize table as the server takes it, with what keeps a row from being sent at all. Whether rows fit each other and
 * the pool is for the server to say.
 */
export function toDistribution(
  kind: PrizeKind,
  rows: readonly PrizeRow[],
): { distribution: PrizeDistribution; errors: FieldErrors } {
  const errors: Record<string, string> = {}
  const distribution = rows.map(({ from, to, share }, index) => {
    if (!isWhole(from)) errors[`prizes.${index}.from`] = 'A whole number from 1.'
    if (to.trim() !== '' && !isWhole(to)) errors[`prizes.${index}.to`] = 'A whole number, or empty.'
    if (!isDecimal(share))
      errors[`prizes.${index}.share`] = share.trim() === '' ? 'How much?' : 'A plain number, such as 12.5.'
    return {
      from: parseInt(from, 10),
      ...(to.trim() === '' ? {} : { to: parseInt(to, 10) }),
      [kind]: share.trim(),
    }
  })
  if (rows.length === 0) errors['prizes'] = 'Add at least one prize.'
  return { distribution, errors }
}

/** Splits to begin with. Each pays out the whole pool. */
export const presets: { label: string; shares: readonly [from: number, to: number, percent: string][] }[] = [
  { label: 'Winner takes all', shares: [[1, 1, '100']] },
  {
    label: 'Top 3',
    shares: [
      [1, 1, '50'],
      [2, 2, '30'],
      [3, 3, '20'],
    ],
  },
  {
    label: 'Top 5',
    shares: [
      [1, 1, '40'],
      [2, 2, '25'],
      [3, 3, '15'],
      [4, 5, '10'],
    ],
  },
  {
    label: 'Top 10',
    shares: [
      [1, 1, '30'],
      [2, 2, '20'],
      [3, 3, '12'],
      [4, 4, '8'],
      [5, 10, '5'],
    ],
  },
  {
    label: 'Top 20',
    shares: [
      [1, 1, '25'],
      [2, 2, '15'],
      [3, 3, '10'],
      [4, 5, '6'],
      [6, 10, '4'],
      [11, 20, '1.8'],
    ],
  },
]

export function presetRows(label: string): readonly PrizeRow[] {
  const shares = presets.find((preset) => preset.label === label)?.shares ?? []
  return shares.map(([from, to, share], index) => ({
    key: index + 1,
    from: String(from),
    to: to === from ? '' : String(to),
    share,
  }))
}

/** A row for the next place, below the others. */
export function nextRow(rows: readonly PrizeRow[]): PrizeRow {
  const last = rows.at(-1)
  const place = last === undefined ? '0' : last.to.trim() || last.from
  return {
    key: Math.max(0, ...rows.map(({ key }) => key)) + 1,
    from: isWhole(place) || place === '0' ? String(parseInt(place, 10) + 1) : '',
    to: '',
    share: '',
  }
}
