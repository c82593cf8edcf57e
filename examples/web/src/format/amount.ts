/** A decimal number as text. It is formatted, compared and subtracted as text or bigint, never as a float. */
export type Amount = string

const LOCALE = 'en-US'
const SCALE = 8

/** Text to bigint at 8 decimals. More decimals than that are cut, as the server does. */
export function parseAmount(amount: Amount): bigint {
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(amount)
  if (!match) return 0n
  const [, sign, whole = '0', fraction = ''] = match
  const units = BigInt(whole + fraction.slice(0, SCALE).padEnd(SCALE, '0'))
  return sign === '-' ? -units : units
}

export function subtractAmounts(left: Amount, right: Amount): Amount {
  const difference = parseAmount(left) - parseAmount(right)
  const digits = (difference < 0n ? -difference : difference).toString().padStart(SCALE + 1, '0')
  return `${difference < 0n ? '-' : ''}${digits.slice(0, -SCALE)}.${digits.slice(-SCALE)}`
}

export function isZero(amount: Amount): boolean {
  return parseAmount(amount) === 0n
}

/** `part` of `whole` in hundredths of a percent: 2500 is 25 %. Exact up to there, so safe for widths and labels. */
export function basisPoints(part: Amount, whole: Amount): number {
  const total = parseAmount(whole)
  return total <= 0n ? 0 : Number((parseAmount(part) * 10_000n) / total)
}

// Cut, never rounded up: a total of 999.999 has not reached 1,000 and must not look as if it had.
function cutTo(amount: Amount, decimals: number): `${number}` {
  const [whole = '0', fraction = ''] = amount.split('.')
  const kept = fraction.slice(0, decimals)
  return (kept === '' ? whole : `${whole}.${kept}`) as `${number}`
}

const formatters = new Map<string, Intl.NumberFormat>()

function formatterFor(currency: string | undefined, decimals: number): Intl.NumberFormat {
  const key = `${currency ?? ''}:${decimals}`
  const known = formatters.get(key)
  if (known) return known
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  // A pool may be paid in something that is no ISO currency (USDT); Intl throws for those.
  const formatter = new Intl.NumberFormat(
    LOCALE,
    currency !== undefined && isIsoCurrency(currency)
      ? { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...digits }
      : digits,
  )
  formatters.set(key, formatter)
  return formatter
}

function isIsoCurrency(currency: string): boolean {
  return /^[A-Z]{3}$/.test(currency)
}

export type AmountParts = { whole: string; fraction: string; unit: string }

/** An amount to two decimals, in the pieces that are set in different weights. */
export function amountParts(amount: Amount, currency?: string, cents: 'always' | 'ifAny' = 'always'): AmountParts {
  const cut = cutTo(amount, 2)
  const hideCents = cents === 'ifAny' && !/\.\d*[1-9]/.test(cut)
  // Intl reads decimal text exactly, so no digit passes through a float.
  const text = formatterFor(currency, hideCents ? 0 : 2).format(cut)
  const point = text.lastIndexOf('.')
  const unit = currency !== undefined && !isIsoCurrency(currency) ? ` ${currency}` : ''
  return point === -1
    ? { whole: text, fraction: '', unit }
    : { whole: text.slice(0, point), fraction: text.slice(point), unit }
}

export function formatAmount(amount: Amount, currency?: string, cents: 'always' | 'ifAny' = 'always'): string {
  const { whole, fraction, unit } = amountParts(amount, currency, cents)
  return whole + fraction + unit
}

/** '0.0312' as '3.12%': always two decimals, so that a column of them lines up. */
export function formatShare(share: Amount): string {
  return twoDecimals(Number(parseAmount(share) / 10n ** BigInt(SCALE - 4)))
}

export function formatBasisPoints(points: number): string {
  return twoDecimals(points).replace('.00%', '%')
}

function twoDecimals(points: number): string {
  return `${Math.trunc(points / 100)}.${String(points % 100).padStart(2, '0')}%`
}

export function formatCount(count: number): string {
  return count.toLocaleString(LOCALE)
}
