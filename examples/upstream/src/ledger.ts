import { blockMs, blockTotal, slotAt, wageredInSession, type Session } from './history.ts'
import type { Player } from './players.ts'

/** Reads all-time totals at any instant. What it remembers makes it fast and never changes an answer. */
export type Ledger = {
  /** Everything the player has wagered up to and including `instant` (epoch ms), in units of 8 decimals. */
  totalAt: (index: number, player: Player, instant: number) => bigint
}

// Where a player's total was last looked up: the span in which the same slot answers, and the blocks summed so far.
type Place = {
  from: number
  until: number
  before: bigint
  amount: bigint
  session: Session | null
  block: number
  blocksBefore: bigint
}

/** A ledger for one simulation. Going forward in time is cheap; going back sums that player's blocks again. */
export function openLedger(activity: number): Ledger {
  const places: (Place | undefined)[] = []

  return {
    totalAt(index, player, instant) {
      if (player.pace === 0 || instant < player.joinedAt) return 0n
      let place = places[index]
      if (!place || instant < place.from || instant >= place.until) {
        place = findPlace(player, instant, activity, place)
        places[index] = place
      }
      if (!place.session) return place.before
      return place.before + wageredInSession(place.session, place.amount, instant)
    },
  }
}

function findPlace(player: Player, instant: number, activity: number, last: Place | undefined): Place {
  const block = Math.floor((instant - player.joinedAt) / blockMs)
  const reuse = last !== undefined && last.block <= block
  let blocksBefore = reuse ? last.blocksBefore : 0n
  for (let earlier = reuse ? last.block : 0; earlier < block; earlier++) {
    blocksBefore += blockTotal(player, earlier, activity)
  }
  const total = blockTotal(player, block, activity)
  if (total === 0n) {
    const from = player.joinedAt + block * blockMs
    return { from, until: from + blockMs, before: blocksBefore, amount: 0n, session: null, block, blocksBefore }
  }
  const slot = slotAt(player, block, instant, total, activity)
  const { from, until, amount, session } = slot
  return { from, until, before: blocksBefore + slot.before, amount, session, block, blocksBefore }
}
