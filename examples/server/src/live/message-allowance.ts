// A page that is opened sends a handful at once, then one every 25 seconds.
const burstMax = 40
const messagesPerSecond = 5

/** How much one client may send: a burst, and a steady rate after it. The function takes one; false: too many. */
export function createMessageAllowance(): () => boolean {
  let left = burstMax
  let countedAt = performance.now()
  return () => {
    const now = performance.now()
    left = Math.min(burstMax, left + ((now - countedAt) / 1000) * messagesPerSecond)
    countedAt = now
    if (left < 1) return false
    left--
    return true
  }
}
