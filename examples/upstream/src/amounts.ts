/** Amounts are bigint counts of 0.00000001: 8 decimals, the precision at which the upstream speaks. */
export const unitsPerWhole = 100_000_000n

/** The exact JSON number of an amount: at most 8 decimals, no trailing zeros, no exponent, `0` for zero. */
export function formatAmount(units: bigint): string {
  if (units === 0n) return '0'
  if (units < 0n) return `-${formatAmount(-units)}`
  const digits = units.toString().padStart(9, '0')
  const point = digits.length - 8
  let end = digits.length
  while (digits[end - 1] === '0' && end > point) end--
  return end === point ? digits.slice(0, point) : `${digits.slice(0, point)}.${digits.slice(point, end)}`
}
