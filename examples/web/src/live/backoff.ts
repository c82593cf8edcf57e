const FIRST_MS = 1_000
const LAST_MS = 30_000

/**
 * How long to wait before reconnect number `attempt` (from 0). Half of the delay is random: when a server restarts,
 * its visitors must not all come back in the same instant.
 */
export function backoffDelay(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LAST_MS, FIRST_MS * 2 ** Math.min(attempt, 16))
  return Math.round(ceiling / 2 + random() * (ceiling / 2))
}
