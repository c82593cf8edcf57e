import type { GoatedError } from './errors.ts'
import { schemaError } from './schema-errors.ts'

/**
 * Amounts are `bigint` counts of their smallest unit: wagers and totals in units of 1e-8, prizes in cents.
 * No amount ever passes through a JavaScript number, so nothing is rounded by accident.
 */

/** Decimals of a wager, a total or a commission: `numeric(20,8)` at rest. */
export const WAGER_DECIMALS = 8
/** Decimals of a prize pool or a payout: `numeric(18,2)` at rest. */
export const MONEY_DECIMALS = 2

/** Twelve digits before the point, eight behind: the most that `numeric(20,8)` holds. */
export const WAGER_MAX: bigint = 10n ** 20n - 1n
/** Sixteen digits before the point, two behind: the most that `numeric(18,2)` holds. */
export const MONEY_MAX: bigint = 10n ** 18n - 1n
/** The bound of a sum, which may exceed what a single column holds. */
export const SUM_MAX: bigint = 10n ** 30n

const decimalPattern = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/
const plainPattern = /^-?\d{1,12}(?:\.\d{1,8})?$/
// Guards BigInt against `1e999999999`, which would otherwise be a valid way to exhaust memory.
const digitsMax = 400

export interface ParseAmountOptions {
  /** Decimals of the result. Default 8. */
  decimals?: number
  /** Digits beyond `decimals` are dropped (upstream readings) or refused (people's input). Default `refuse`. */
  excess?: 'truncate' | 'refuse'
  /** The largest magnitude allowed, in units. Default: what the matching database column holds. */
  max?: bigint
}

/**
 * Reads a decimal string, as JSON writes numbers (`"12.5"`, `"-3"`, `"1.5e3"`), into units of `10^-decimals`.
 * Truncation is towards zero.
 *
 * @throws AMOUNT_INVALID not a finite decimal number, or it has more decimals than allowed
 * @throws AMOUNT_OUT_OF_RANGE larger than the column holds
 */
export function parseAmount(text: string, options: ParseAmountOptions = {}): bigint {
  const decimals = options.decimals ?? WAGER_DECIMALS
  const max = options.max ?? (decimals === MONEY_DECIMALS ? MONEY_MAX : WAGER_MAX)
  // Nearly every amount is plain and short; that path allocates least.
  if (decimals === WAGER_DECIMALS && max === WAGER_MAX && plainPattern.test(text)) {
    const point = text.indexOf('.')
    if (point === -1) return BigInt(text) * 100_000_000n
    return BigInt(text.slice(0, point) + text.slice(point + 1).padEnd(WAGER_DECIMALS, '0'))
  }
  const match = text.length > digitsMax ? null : decimalPattern.exec(text)
  if (!match) throw schemaError('AMOUNT_INVALID', 'An amount must be a decimal number.')
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const digits = (whole + fraction).replace(/^0+/, '')
  if (digits === '') return 0n
  // Where the decimal point stands, counted from the first digit that is not zero, whatever mix of zeros and exponent
  // was written; then how many digits the result keeps.
  const point = BigInt(digits.length - fraction.length) + BigInt(exponent)
  if (point > digitsMax) throw outOfRange(max, decimals)
  const kept = Math.max(toInt(point) + decimals, 0)
  if (options.excess !== 'truncate' && /[1-9]/.test(digits.slice(kept))) throw tooManyDecimals(decimals)
  const units = BigInt(digits.slice(0, kept).padEnd(kept, '0'))
  if (units > max) throw outOfRange(max, decimals)
  return sign === '-' ? -units : units
}

/** Writes units of `10^-decimals` as a decimal string with exactly `decimals` digits behind the point. */
export function formatAmount(units: bigint, decimals: number = WAGER_DECIMALS): string {
  const negative = units < 0n
  const digits = (negative ? -units : units).toString().padStart(decimals + 1, '0')
  const point = digits.length - decimals
  const text = decimals === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`
  return negative ? `-${text}` : text
}

/**
 * Multiplies an amount by a rate such as a commission of `0.005`, truncating towards zero to the amount's own decimals.
 *
 * @param rate units of 1e-8 (`parseAmount('0.005')`)
 */
export function multiplyByRate(units: bigint, rate: bigint): bigint {
  return (units * rate) / 100_000_000n
}

/**
 * The share of `part` in `whole` as a decimal string, truncated; zero when there is no whole.
 *
 * @param digits decimals of the result
 */
export function shareOf(part: bigint, whole: bigint, digits: number = 6): string {
  if (whole === 0n) return formatAmount(0n, digits)
  return formatAmount((part * 10n ** BigInt(digits)) / whole, digits)
}

/** Converts between numbers of decimals, truncating towards zero: wager units to cents, say. */
export function rescaleAmount(units: bigint, from: number, to: number): bigint {
  return to >= from ? units * 10n ** BigInt(to - from) : units / 10n ** BigInt(from - to)
}

function toInt(value: bigint): number {
  // A count of digits, not money: at most digitsMax, or far below zero, where it keeps none.
  return parseInt(value.toString(), 10)
}

function outOfRange(max: bigint, decimals: number): GoatedError {
  return schemaError('AMOUNT_OUT_OF_RANGE', `An amount must not exceed ${formatAmount(max, decimals)}.`)
}

function tooManyDecimals(decimals: number): GoatedError {
  return schemaError('AMOUNT_INVALID', `An amount must not have more than ${decimals} decimals.`)
}
