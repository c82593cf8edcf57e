const baseMs = 500
const capMs = 15_000
const retryAfterMaxMs = 30_000

/**
 * How long to wait before the next attempt: exponential backoff with full jitter and a cap, so that many clients
 * that failed together do not come back together.
 *
 * @param attempt the one that failed, from 1
 */
export function retryDelayMs(attempt: number, random: () => number): number {
  return Math.floor(random() * Math.min(capMs, baseMs * 2 ** attempt))
}

/**
 * `Retry-After` in both its forms, seconds and an HTTP date, clamped; undefined where it makes no sense. Only what has
 * the form of a date is read as one, for `Date.parse` takes nearly anything.
 */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  const text = header.trim()
  if (/^\d+$/.test(text)) return text.length > 9 ? retryAfterMaxMs : clamp(parseInt(text, 10) * 1000)
  const ms = /^[A-Za-z]{3,9},? .*\d{2}:\d{2}:\d{2}/.test(text) ? Date.parse(text) - now : Number.NaN
  return Number.isNaN(ms) ? undefined : clamp(ms)
}

function clamp(ms: number): number {
  return Math.min(Math.max(ms, 0), retryAfterMaxMs)
}
