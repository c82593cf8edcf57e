import type { Race, Standing } from '@goated/example-contract'
import { type Amount, formatAmount, formatCount, isZero, parseAmount, subtractAmounts } from '../format/amount.ts'

/** Who stands around a player; `rank` is the player's own. */
export type Neighbourhood = { rank: number; items: Standing[] }

/** A place in words, with what is missing to the next one. Names may be masked, so the rank says which row is meant. */
export function describePlace({ rank, items }: Neighbourhood, race: Pick<Race, 'entrants' | 'currency'>): string {
  const index = items.findIndex((standing) => standing.rank === rank)
  const me = items[index]
  const place = `Rank ${formatCount(rank)} of ${formatCount(race.entrants)}`
  if (!me) return `${place}.`
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
