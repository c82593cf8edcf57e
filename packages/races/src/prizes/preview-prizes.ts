import { parseInput } from '@goated/schema/inputs'
import { formatPercent, type PlacePrize, placePrizes, prizePlaces } from './distribution.ts'
import { previewPrizesInput, type PreviewPrizesInput } from './inputs.ts'

/** How a pool would be split if all places were taken. Amounts in cents. */
export interface PrizePreview {
  kind: 'percent' | 'amount'
  /** Best first; at most `placesMax`. */
  places: PlacePrize[]
  /** Of all places, listed or not. */
  placeCount: number
  /** What all places get together. */
  total: bigint
  /** The part of the pool that is not paid out. */
  unallocated: bigint
  /** Sum of the shares in percent, as a decimal string; null where places get amounts. */
  shareTotal: string | null
}

/**
 * Shows what a prize distribution makes of a pool, before there is a race. Pure.
 *
 * @throws INPUT_INVALID
 * @throws PRIZE_RANGE_INVALID, PRIZE_RANGES_OVERLAP, PRIZE_RANGES_GAP, PRIZE_KINDS_MIXED, PRIZE_SHARES_EXCEED_POOL,
 * PRIZE_ORDER as `prizePlaces` does, with `details.range` and `details.place`
 */
export function previewPrizes(input: PreviewPrizesInput): PrizePreview {
  const { prizePool, prizeDistribution, placesMax } = parseInput(previewPrizesInput, input)
  const checked = prizePlaces(prizePool, prizeDistribution)
  const amounts = placePrizes(prizePool, checked)
  const total = sumOf(amounts)
  return {
    kind: checked.kind,
    places: amounts.slice(0, placesMax).map((amount, index) => ({ place: index + 1, amount })),
    placeCount: amounts.length,
    total,
    unallocated: prizePool - total,
    shareTotal: checked.kind === 'percent' ? formatPercent(sumOf(checked.weights)) : null,
  }
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n)
}
