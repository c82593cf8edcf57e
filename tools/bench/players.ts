import { formatAmount } from '@goated/schema'

/**
 * A seeded player base with heavy-tailed wagers: the same seed gives the same bodies. Counters begin at the start of
 * a provider week, so day and week show what was wagered since.
 */
export interface Players {
  count: number
  uidOf(player: number): string
  /** What the player wagered since the start, in units of 1e-8: the race total. */
  totalOf(player: number): bigint
  /** Lets players wager; returns how many did. */
  wager(which: Iterable<number>): number
  /** Players drawn at random, each once. */
  draw(count: number): number[]
  /** The upstream's answer, as bytes on the wire. */
  body(): Buffer
}

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const words = [
  'Lucky',
  'Silent',
  'Turbo',
  'Velvet',
  'Cosmic',
  'Frosty',
  'Badger',
  'Comet',
  'Falcon',
  'Otter',
  'Yeti',
  'Löwe',
]

export function createPlayers(count: number, seed = 7): Players {
  const random = randomFrom(seed)
  const uids: string[] = []
  const names: string[] = []
  const before = new BigInt64Array(count)
  const month = new BigInt64Array(count)
  const since = new BigInt64Array(count)
  for (let player = 0; player < count; player++) {
    uids.push(Array.from({ length: 20 }, () => base62[Math.floor(random() * 62)]).join(''))
    const word = () => words[Math.floor(random() * words.length)] ?? ''
    names.push(`${word()}${word()}${player}`)
    before[player] = paretoAmount(random, 400)
    month[player] = (before[player] ?? 0n) / 10n
  }

  function body(): Buffer {
    const chunks: string[] = []
    for (let player = 0; player < count; player++) {
      const wagered = since[player] ?? 0n
      const [text, ofMonth, allTime] = [wagered, wagered + (month[player] ?? 0n), wagered + (before[player] ?? 0n)].map(
        jsonAmount,
      )
      chunks.push(
        `{"uid":"${uids[player]}","name":"${names[player]}","wagered":{"today":${text},"this_week":${text},"this_month":${ofMonth},"all_time":${allTime}}}`,
      )
    }
    return Buffer.from(`{"data":[${chunks.join(',')}]}`)
  }

  return {
    count,
    uidOf: (player) => uids[player] ?? '',
    totalOf: (player) => since[player] ?? 0n,
    wager(which) {
      let wagering = 0
      for (const player of which) {
        since[player] = (since[player] ?? 0n) + paretoAmount(random, 5)
        wagering++
      }
      return wagering
    },
    draw(wanted) {
      const drawn = new Set<number>()
      while (drawn.size < wanted) drawn.add(Math.floor(random() * count))
      return [...drawn]
    },
    body,
  }
}

/** Pareto with the tail of real player bases: of 1,000, the largest wagers some hundred times the median. */
function paretoAmount(random: () => number, smallest: number): bigint {
  const whole = Math.min(5_000_000, smallest * (1 - random()) ** (-1 / 1.05))
  // A draw, not a sum: eight decimals, as an upstream that converts from crypto shows them.
  return BigInt(Math.round(whole * 1e8))
}

function jsonAmount(units: bigint): string {
  return formatAmount(units).replace(/\.?0+$/, '')
}

/** Mulberry32. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}
