import type { PrizeRange, TieRule, UnclaimedRule } from '@goated/schema/vocabulary'
import { compareStandings, type OrderedStanding, sharePlace } from '../race/standing-order.ts'
import { apportion, placePrizes, prizePlaces } from './distribution.ts'

/** An entrant as the prize rules see it. */
export type PrizeStanding = OrderedStanding

export interface AllocatePrizesInput<Standing extends PrizeStanding = PrizeStanding> {
  /** Cents. */
  pool: bigint
  distribution: readonly PrizeRange[]
  ties?: TieRule | undefined
  unclaimed?: UnclaimedRule | undefined
  /** Units of 1e-8. Entrants below it take no place. */
  minWager?: bigint | undefined
  standings: readonly Standing[]
}

/** What one entrant receives. */
export interface PrizeAllocation<Standing extends PrizeStanding = PrizeStanding> {
  standing: Standing
  /** The entrant's place in the standings: tied entrants share it. Who did not qualify is behind all who did. */
  place: number
  /** Cents, more than zero. */
  amount: bigint
}

/**
 * Splits a prize pool over final standings, in whole cents, by docs/concepts/prizes.md.
 * The sum never exceeds the pool, and is the pool exactly when shares of 100 % are all claimed.
 *
 * @returns one allocation for each entrant who receives something, best first
 * @throws PRIZE_RANGE_INVALID, PRIZE_RANGES_OVERLAP, PRIZE_RANGES_GAP, PRIZE_KINDS_MIXED, PRIZE_SHARES_EXCEED_POOL,
 * PRIZE_ORDER as `prizePlaces` does
 */
export function allocatePrizes<Standing extends PrizeStanding>(
  input: AllocatePrizesInput<Standing>,
): PrizeAllocation<Standing>[] {
  const places = prizePlaces(input.pool, input.distribution)
  const minWager = input.minWager ?? 0n
  const qualified = input.standings.filter(({ total }) => total >= minWager).sort(compareStandings)
  const all = placePrizes(input.pool, places)
  const unclaimed = qualified.length < all.length && input.unclaimed === 'redistribute'
  const prizes = unclaimed ? scaleUp(all, places.weights.slice(0, qualified.length)) : all
  const allocations: PrizeAllocation<Standing>[] = []
  let first = 0
  for (const tied of groupTied(qualified, input.ties ?? 'split')) {
    if (first >= prizes.length) break
    const sum = prizes.slice(first, first + tied.length).reduce((total, prize) => total + prize, 0n)
    const each = sum / BigInt(tied.length)
    const odd = sum % BigInt(tied.length)
    for (const [index, standing] of tied.entries()) {
      const amount = each + (BigInt(index) < odd ? 1n : 0n)
      if (amount > 0n) allocations.push({ standing, place: first + 1, amount })
    }
    first += tied.length
  }
  return allocations
}

/** Standings that are in order already, together with whom they share a place with. */
function groupTied<Standing extends PrizeStanding>(ordered: readonly Standing[], ties: TieRule): Standing[][] {
  const groups: Standing[][] = []
  for (const standing of ordered) {
    const group = groups.at(-1)
    const leader = group?.[0]
    if (group && leader && sharePlace(leader, standing, ties)) group.push(standing)
    else groups.push([standing])
  }
  return groups
}

/** Spreads what all places together would have paid over the places that were claimed, in their proportions. */
function scaleUp(all: readonly bigint[], claimed: readonly bigint[]): bigint[] {
  const total = all.reduce((sum, prize) => sum + prize, 0n)
  const weight = claimed.reduce((sum, share) => sum + share, 0n)
  return apportion(total, claimed, total, weight)
}
