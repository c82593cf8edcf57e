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

/** `Retry-After` in both its forms, seconds and an HTTP date, clamped; undefined where it makes no sense. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined
  const text = header.trim()
  const ms = /^\d{1,9}$/.test(text) ? parseInt(text, 10) * 1000 : Date.parse(text) - now
  if (Number.isNaN(ms)) return undefined
  return Math.min(Math.max(ms, 0), retryAfterMaxMs)
}
