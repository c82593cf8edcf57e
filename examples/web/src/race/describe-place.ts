import type { Race, Standing } from '@goated/example-contract'
import { type Amount, formatAmount, formatCount, isZero, parseAmount, subtractAmounts } from '../format/amount.ts'

/** Who stands around a player; `rank` is the player's own, and `key` that of the player's row. */
export type Neighbourhood = { rank: number; key: string; items: Standing[] }

/** A place in words, with what is missing to the next one, and with whom it is shared. */
export function describePlace({ rank, key, items }: Neighbourhood, race: Pick<Race, 'entrants' | 'currency'>): string {
  const index = items.findIndex((standing) => standing.key === key)
  const me = items[index]
  const place = `Rank ${formatCount(rank)} of ${formatCount(race.entrants)}`
  if (!me) return `${place}.`
  const level = items.find((standing) => standing.rank === rank && standing.key !== key)
  if (level) return `${place}, level with ${level.username}.`
  if (rank === 1) return `${place}, in the lead${leadOver(me, items[index + 1], race.currency)}.`
  const above = items[index - 1]
  if (!above) return `${place}.`
  const gap = subtractAmounts(above.total, me.total)
  if (isZero(gap)) return `${place}, level with ${above.username}.`
  return `${place}, ${gapText(gap, race.currency)} behind ${above.username}.`
}

function leadOver(me: Standing, below: Standing | undefined, currency: string): string {
  return below ? ` by ${gapText(subtractAmounts(me.total, below.total), currency)}` : ''
}

/** Wagers have more decimals than are shown, and a difference of nothing would look like a mistake. */
function gapText(gap: Amount, currency: string): string {
  const cent = '0.01'
  return parseAmount(gap) < parseAmount(cent)
    ? `less than ${formatAmount(cent, currency)}`
    : formatAmount(gap, currency)
}
