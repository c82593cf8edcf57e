import { type Amount, parseAmount } from '../format/amount.ts'

export type PrizeGroup = { from: number; to: number; amount: Amount }

/** Neighbouring places with the same prize become one line: "4 to 10, $50 each". */
export function groupPrizes(prizes: { place: number; amount: Amount }[]): PrizeGroup[] {
  const groups: PrizeGroup[] = []
  for (const { place, amount } of prizes.toSorted((left, right) => left.place - right.place)) {
    const last = groups.at(-1)
    if (last && last.to === place - 1 && parseAmount(last.amount) === parseAmount(amount)) last.to = place
    else groups.push({ from: place, to: place, amount })
  }
  return groups
}
