import { unitsPerWhole } from './amounts.ts'
import { dayMs, type Player } from './players.ts'
import { draw, drawNormal, drawUnit } from './random.ts'

// How a player's wagers are laid out in time. From the top down: a block of 30 days has a total; its 6-hour slots
// share that total; a slot's share is one session; a session is a series of bets. Every level splits the amount above
// it exactly, so a total at any instant is exact without adding up bets, and needs only the blocks before it.

export const slotMs: number = dayMs / 4
export const slotsPerBlock = 120
export const blockMs: number = slotMs * slotsPerBlock

// Keeps a sum over the whole history of the simulation inside 64 bits, whatever the activity.
const largestBlock = 50_000_000

/** What one player wagers in one slot. `amount` is 0n in a slot without a session. */
export type Slot = {
  /** Epoch milliseconds; the answer holds in [from, until). */
  from: number
  until: number
  /** Wagered in the block before this slot. */
  before: bigint
  amount: bigint
  session: Session | null
}

export type Session = { key: number; start: number; end: number; bets: number }

/** What a player wagers in the whole of one block, 0n when they pause. Block 0 begins when they join. */
export function blockTotal(player: Player, block: number, activity: number): bigint {
  if (player.pace === 0) return 0n
  // Who just joined came to play; later, small players pause for months.
  if (block > 0 && drawUnit(player.key, block, 10) >= 0.3 + 0.65 * player.keenness) return 0n
  const whole = player.pace * Math.exp(0.8 * drawNormal(player.key, block, 11)) * activity
  // A draw, not a sum: from here on the amount is a bigint and is only ever split.
  return BigInt(Math.round(Math.min(whole, largestBlock) * Number(unitsPerWhole)))
}

/** The slot of a block that holds `instant`. The caller knows that the block's total is not zero. */
export function slotAt(player: Player, block: number, instant: number, total: bigint, activity: number): Slot {
  const blockFrom = player.joinedAt + block * blockMs
  const index = Math.min(slotsPerBlock - 1, Math.floor((instant - blockFrom) / slotMs))
  const key = draw(player.key, block, 12)
  const chance = slotChance(player, block, activity)
  // One slot always has a session, or the block's total would have nowhere to go.
  const certain = block === 0 ? 0 : draw(key, slotsPerBlock) % slotsPerBlock
  let weightBefore = 0
  let weight = 0
  let weightAll = 0
  for (let slot = 0; slot < slotsPerBlock; slot++) {
    const chosen = draw(key, slot, 13)
    if (chosen >= chance && slot !== certain) continue
    const spread = draw(key, slot, 14) >>> 21
    const own = 1 + spread * spread
    if (slot < index) weightBefore += own
    if (slot === index) weight = own
    weightAll += own
  }
  const before = (total * BigInt(weightBefore)) / BigInt(weightAll)
  const from = blockFrom + index * slotMs
  if (weight === 0) return { from, until: from + slotMs, before, amount: 0n, session: null }
  const amount = (total * BigInt(weightBefore + weight)) / BigInt(weightAll) - before
  const session = sessionIn(player, draw(key, index, 15), from, block === 0 && index === 0, activity)
  return { from, until: from + slotMs, before, amount, session }
}

function slotChance(player: Player, block: number, activity: number): number {
  const mood = 0.06 * drawNormal(player.key, block, 16)
  const chance = (0.06 + 0.85 * player.keenness + mood) * activity
  return Math.min(0.97, Math.max(0.01, chance)) * 0x1_0000_0000
}

function sessionIn(player: Player, key: number, slotFrom: number, first: boolean, activity: number): Session {
  const length = Math.floor(slotMs * Math.min(0.95, 0.15 + 0.5 * drawUnit(key, 1) + 0.3 * player.keenness))
  // A newcomer sits down within minutes, so that joining is seen on the board.
  const latest = first ? Math.min(300_000, slotMs - length) : slotMs - length
  const start = slotFrom + Math.floor(latest * drawUnit(key, 2))
  const interval = Math.max(250, (1500 + 4500 * drawUnit(key, 3)) / activity)
  return { key, start, end: start + length, bets: Math.max(1, Math.round(length / interval)) }
}

/** How much of a session's amount is wagered by `instant`: rises in steps, one per bet, to exactly `amount`. */
export function wageredInSession(session: Session, amount: bigint, instant: number): bigint {
  if (instant < session.start) return 0n
  if (instant >= session.end) return amount
  const position = ((instant - session.start) / (session.end - session.start)) * session.bets
  const bet = Math.floor(position)
  const placed = position - bet >= drawUnit(session.key, bet, 17) ? bet + 1 : bet
  return firstBets(session, amount, placed)
}

// Halves the series again and again, giving each half an uneven share: a cascade that makes runs of large bets
// between lulls, and reaches any bet in log2(bets) steps.
function firstBets(session: Session, amount: bigint, placed: number): bigint {
  let low = 0
  let high = session.bets
  let before = 0n
  let rest = amount
  while (placed > low && placed < high) {
    const middle = (low + high) >> 1
    const share = 0x4000_0000 + (draw(session.key, low, high) >>> 1)
    const left = (rest * BigInt(share)) >> 32n
    if (placed <= middle) {
      high = middle
      rest = left
    } else {
      low = middle
      before += left
      rest -= left
    }
  }
  return placed >= high ? before + rest : before
}
