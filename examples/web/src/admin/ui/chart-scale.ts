import { parseAmount } from '../../format/amount.ts'

const SCALE = 8

/** Where amounts stand on a chart: the top of the axis, and its ticks, as exact decimal strings from the bottom up. */
export type ChartScale = { top: string; ticks: { level: number; amount: string }[] }

/** The height of the axis in the whole numbers that a chart is drawn with. */
export const CHART_HEIGHT = 10_000

/**
 * The axis for amounts: from zero to a round number at or above the largest. Amounts are drawn as `CHART_HEIGHT`ths of
 * it, so that none has to become a float.
 */
export function chartScale(amounts: readonly string[], parts = 4): ChartScale {
  const largest = amounts.map(parseAmount).reduce((most, units) => (units > most ? units : most), 0n)
  const top = roundUp(largest, BigInt(parts))
  return {
    top: toAmount(top),
    ticks: Array.from({ length: parts + 1 }, (_, part) => ({
      level: (CHART_HEIGHT / parts) * part,
      amount: toAmount((top * BigInt(part)) / BigInt(parts)),
    })),
  }
}

/** The next number of the row 1, 2, 4, 5, 8, 10 times a power of ten that `parts` divides into readable steps. */
function roundUp(units: bigint, parts: bigint): bigint {
  // Below a hundred millionth times the parts there is no step to draw.
  if (units <= parts) return parts * 10n ** BigInt(SCALE)
  const power = 10n ** BigInt(units.toString().length - 1)
  for (const factor of [1n, 2n, 4n, 5n, 8n, 10n]) if (factor * power >= units) return factor * power
  return 10n * power
}

function toAmount(units: bigint): string {
  const digits = units.toString().padStart(SCALE + 1, '0')
  return `${digits.slice(0, -SCALE)}.${digits.slice(-SCALE)}`
}
