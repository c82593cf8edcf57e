import { type GoatedError, formatAmount, MONEY_DECIMALS, parseAmount } from '@goated/schema'
import type { PrizeRange } from '@goated/schema/vocabulary'
import { raceError, type RaceErrorCode } from '../errors.ts'

/** One hundred percent, in units of 1e-8 percent. */
const HUNDRED_PERCENT = 10_000_000_000n

/** A distribution that was checked: the weight of each place, best first. */
export interface PrizePlaces {
  kind: 'percent' | 'amount'
  /** `percent`: units of 1e-8 percent of the pool; `amount`: cents. */
  weights: readonly bigint[]
}

interface ParsedRange {
  /** Where the caller's list has it. */
  index: number
  from: number
  to: number
  kind: 'percent' | 'amount'
  weight: bigint
}

/**
 * Checks a prize distribution against its pool and spreads its ranges over single places.
 * The refusals are checked in the order given here, which is that of docs/concepts/prizes.md.
 *
 * @param pool cents
 * Where one range is to blame, `details.range` is its index in `distribution` as given, where one place is,
 * `details.place` is that place, and where its share is, `details.field` says which: `percent` or `amount`.
 *
 * @throws PRIZE_RANGE_INVALID a range is not `{ from, to?, percent | amount }` with whole places and a decimal share
 * above zero
 * @throws PRIZE_RANGES_OVERLAP a place is named twice
 * @throws PRIZE_RANGES_GAP a place before the last one is missing
 * @throws PRIZE_KINDS_MIXED some places get a percentage and some an amount
 * @throws PRIZE_SHARES_EXCEED_POOL the shares add up to more than 100 %, or the amounts to more than the pool
 * @throws PRIZE_ORDER a worse place would get more than a better one
 */
export function prizePlaces(pool: bigint, distribution: readonly PrizeRange[]): PrizePlaces {
  const ranges = distribution.map(parseRange).sort((a, b) => a.from - b.from || a.to - b.to)
  ranges.forEach((range, index) => {
    const next = ranges[index + 1]
    if (next && next.from <= range.to)
      throw refusal('PRIZE_RANGES_OVERLAP', `Place ${next.from} is given twice.`, at(next))
  })
  let place = 1
  for (const range of ranges) {
    if (range.from !== place)
      throw refusal('PRIZE_RANGES_GAP', `Place ${place} is missing.`, { range: range.index, place })
    place = range.to + 1
  }
  const kind = ranges[0]?.kind ?? 'percent'
  const other = ranges.find((range) => range.kind !== kind)
  if (other) throw refusal('PRIZE_KINDS_MIXED', 'A distribution gives percentages or amounts, not both.', at(other))
  const sum = sumWeights(ranges)
  if (kind === 'percent' && sum > HUNDRED_PERCENT)
    throw refusal('PRIZE_SHARES_EXCEED_POOL', `The shares add up to ${formatPercent(sum)} %.`)
  if (kind === 'amount' && sum > pool)
    throw refusal(
      'PRIZE_SHARES_EXCEED_POOL',
      `The amounts add up to ${formatAmount(sum, MONEY_DECIMALS)}, the pool is ${formatAmount(pool, MONEY_DECIMALS)}.`,
    )
  ranges.forEach((range, index) => {
    const better = ranges[index - 1]
    if (better && range.weight > better.weight)
      throw refusal('PRIZE_ORDER', `Place ${range.from} would get more than place ${better.to}.`, at(range))
  })
  return { kind, weights: ranges.flatMap(({ from, to, weight }) => Array<bigint>(to - from + 1).fill(weight)) }
}

/** What a place gets when all are taken, in cents. */
export interface PlacePrize {
  place: number
  amount: bigint
}

/**
 * What each place gets when all are taken, in cents, best first.
 * Quotas are floored; the odd cents go one each to the largest remainders, ties to the better place.
 *
 * @param pool cents
 */
export function placePrizes(pool: bigint, places: PrizePlaces): bigint[] {
  if (places.kind === 'amount') return [...places.weights]
  const sum = places.weights.reduce((total, weight) => total + weight, 0n)
  return apportion((pool * sum) / HUNDRED_PERCENT, places.weights, pool, HUNDRED_PERCENT)
}

/**
 * Splits `total` cents by the exact quotas `weight * numerator / denominator`, largest remainder first.
 * With weights that never rise, neither do the results.
 */
export function apportion(total: bigint, weights: readonly bigint[], numerator: bigint, denominator: bigint): bigint[] {
  const quotas = weights.map((weight) => weight * numerator)
  const shares = quotas.map((quota) => quota / denominator)
  let odd = total - shares.reduce((sum, share) => sum + share, 0n)
  const remainders = quotas.map((quota, index) => ({ index, remainder: quota % denominator }))
  // Sorting keeps the order of what is equal, so the better place comes first.
  const byRemainder = remainders.sort((a, b) => (a.remainder > b.remainder ? -1 : a.remainder < b.remainder ? 1 : 0))
  for (const { index } of byRemainder) {
    if (odd <= 0n) break
    shares[index] = (shares[index] ?? 0n) + 1n
    odd--
  }
  return shares
}

/** A percentage without needless zeros: `103.5`. In units of 1e-8 percent. */
export function formatPercent(weight: bigint): string {
  return formatAmount(weight).replace(/\.?0+$/, '')
}

function sumWeights(ranges: readonly ParsedRange[]): bigint {
  return ranges.reduce((total, { from, to, weight }) => total + weight * BigInt(to - from + 1), 0n)
}

function parseRange(range: PrizeRange, index: number): ParsedRange {
  const { from, to = from, percent, amount } = range
  const place = { range: index, place: from }
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 1 || to < from || to > 100_000)
    throw refusal('PRIZE_RANGE_INVALID', 'Places are whole numbers from 1 to 100000, and `to` is not before `from`.', {
      range: index,
    })
  if (percent !== undefined && amount !== undefined)
    throw refusal('PRIZE_KINDS_MIXED', `Place ${from} has a percentage and an amount.`, place)
  const share = percent ?? amount
  const kind = percent === undefined ? 'amount' : 'percent'
  if (typeof share !== 'string' || share.startsWith('-'))
    throw refusal('PRIZE_RANGE_INVALID', `Place ${from} needs a percentage or an amount, as a decimal string.`, place)
  let weight: bigint
  try {
    weight = kind === 'percent' ? parseAmount(share) : parseAmount(share, { decimals: MONEY_DECIMALS })
  } catch (cause) {
    throw raceError('PRIZE_RANGE_INVALID', `The share of place ${from} is not a decimal number.`, {
      cause,
      details: { ...place, field: kind },
    })
  }
  if (weight === 0n)
    throw refusal('PRIZE_RANGE_INVALID', `The share of place ${from} is zero; leave the place out instead.`, {
      ...place,
      field: kind,
    })
  return { index, from, to, kind, weight }
}

/** What is to blame, for a form to point at. */
interface Blamed {
  range?: number
  place?: number
  field?: 'percent' | 'amount'
}

function at({ index, from }: ParsedRange): Blamed {
  return { range: index, place: from }
}

function refusal(code: RaceErrorCode, message: string, blamed: Blamed = {}): GoatedError {
  return raceError(code, message, { details: { ...blamed } })
}
