// Randomness by address: every draw is a hash of where it is used (seed, player, slot, purpose), never the next
// value of a running generator. That is what lets any instant be computed without replaying the ones before it.

/** One draw: a well-mixed unsigned 32-bit integer that depends on the key and both coordinates. */
export function draw(key: number, a: number, b = 0): number {
  let h = key | 0
  h = Math.imul(h ^ Math.imul(a, 0x9e3779b1), 0x85ebca6b)
  h ^= h >>> 15
  h = Math.imul(h ^ Math.imul(b, 0xc2b2ae3d), 0x27d4eb2f)
  h ^= h >>> 13
  h = Math.imul(h + 0x165667b1, 0x85ebca6b)
  h ^= h >>> 16
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** One draw as a number in [0, 1). */
export function drawUnit(key: number, a: number, b = 0): number {
  return draw(key, a, b) / 0x1_0000_0000
}

/** One draw that is close to standard normal: the sum of the four bytes of a draw, so never beyond 3.5. */
export function drawNormal(key: number, a: number, b = 0): number {
  const bits = draw(key, a, b)
  const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24)
  return (sum - 510) / 147.8
}

/** A 32-bit key from a seed of any length (FNV-1a over its text), so that 7 and '7' are the same seed. */
export function keyFrom(seed: string | number): number {
  let h = 0x811c9dc5
  for (const character of String(seed)) h = Math.imul(h ^ character.codePointAt(0)!, 0x01000193)
  return draw(h, 0x60a7ed)
}
