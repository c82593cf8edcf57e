import { type Amount, formatAmount, parseAmount } from '../format/amount.ts'

/** A scale of amounts. Positions on it are numbers from 0 (bottom) to 10,000 (top): where to draw, never an amount. */
export type AmountAxis = { bottom: bigint; top: bigint; ticks: { at: number; label: string }[] }

const POSITIONS = 10_000n
const STEPS = [1n, 2n, 5n, 10n]
const TICKS_WANTED = 4n
const UNIT = 100_000_000n

/** A scale with round marks that all of the amounts fit on. `fromZero` keeps lengths comparable. */
export function amountAxis(
  amounts: Amount[],
  options: { fromZero: boolean; currency?: string | undefined },
): AmountAxis {
  const values = amounts.map(parseAmount)
  const highest = values.reduce(
    (high, value) => (value > high ? value : high),
    options.fromZero ? 0n : (values[0] ?? 0n),
  )
  const lowest = values.reduce((low, value) => (value < low ? value : low), options.fromZero ? 0n : highest)
  const step = roundStep((highest - lowest) / TICKS_WANTED)
  const bottom = floorTo(lowest, step)
  const top = -floorTo(-highest, step) === bottom ? bottom + step : -floorTo(-highest, step)
  const axis = { bottom, top }
  const ticks: AmountAxis['ticks'] = []
  for (let value = bottom; value <= top; value += step) {
    ticks.push({ at: place(value, axis), label: shortLabel(value, step, options.currency) })
  }
  return { ...axis, ticks }
}

/** Where an amount stands on the scale. */
export function positionOn(axis: Pick<AmountAxis, 'bottom' | 'top'>, amount: Amount): number {
  return place(parseAmount(amount), axis)
}

function place(value: bigint, { bottom, top }: { bottom: bigint; top: bigint }): number {
  return Number(((value - bottom) * POSITIONS) / (top - bottom))
}

/** The next of 1, 2, 5, 10, 20, 50 and so on; never below a cent. */
function roundStep(wanted: bigint): bigint {
  let power = UNIT / 100n
  while (power * 10n < wanted) power *= 10n
  return STEPS.map((step) => step * power).find((step) => step >= wanted) ?? power * 10n
}

function floorTo(value: bigint, step: bigint): bigint {
  const rest = value % step
  return rest < 0n ? value - rest - step : value - rest
}

/** `$12k` where all marks are whole thousands, `$12.50` where they are not even whole units. */
function shortLabel(value: bigint, step: bigint, currency: string | undefined): string {
  const [divisor, suffix] =
    step % (1_000_000n * UNIT) === 0n ? [1_000_000n, 'M'] : step % (1_000n * UNIT) === 0n ? [1_000n, 'k'] : [1n, '']
  const scaled = value / divisor
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(9, '0')
  const text = `${scaled < 0n ? '-' : ''}${digits.slice(0, -8)}.${digits.slice(-8)}`
  return formatAmount(text, currency, 'ifAny') + (value === 0n ? '' : suffix)
}
