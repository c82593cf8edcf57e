import { nameOf } from './names.ts'
import { draw, drawUnit } from './random.ts'

export const dayMs: number = 86_400_000

/** What never changes about a player. */
export type Player = {
  uid: string
  name: string
  /** The address of all this player's draws. */
  key: number
  /** Epoch milliseconds; nothing is wagered before it. */
  joinedAt: number
  /** Typical amount wagered in an active 30 days, in whole currency units; 0 is somebody who never plays. */
  pace: number
  /** From 0 to 1: how much of their time they play. Those who wager most also play most. */
  keenness: number
}

/** The first instant that the simulation knows. Fixed, so that a player's history does not depend on `startAt`. */
export const historyBegins: number = Date.UTC(2022, 0, 1)

const joiningYears = 2
const neverPlay = 0.5
const smallestPace = 400
const largestPace = 5_000_000
// Pareto tail: of 1,000 who play, the largest wagers a few hundred times the median.
const tail = 1.05

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Derives a player from the seed's key and their number. `newcomerAt` is given for those who join later. */
export function derivePlayer(seedKey: number, player: number, newcomerAt?: number): Player {
  const key = draw(seedKey, player, 1)
  const plays = drawUnit(key, 0, 2) >= neverPlay
  const pace = plays ? Math.min(largestPace, smallestPace * (1 - drawUnit(key, 0, 3)) ** (-1 / tail)) : 0
  return {
    uid: uidOf(seedKey, player),
    name: nameOf(seedKey, player),
    key,
    joinedAt: newcomerAt ?? historyBegins + Math.floor(drawUnit(key, 0, 4) * joiningYears * 365 * dayMs),
    pace,
    keenness: plays ? Math.min(1, Math.log10(pace / smallestPace) / 3) : 0,
  }
}

const uidBytes = Buffer.alloc(20)

function uidOf(seedKey: number, player: number): string {
  // Five characters a draw: 62 ** 5 is the largest power that 32 bits can hold.
  for (let part = 0; part < 4; part++) {
    let rest = draw(seedKey, player, 100 + part)
    for (let position = 0; position < 5; position++) {
      uidBytes[part * 5 + position] = base62.charCodeAt(rest % 62)
      rest = Math.floor(rest / 62)
    }
  }
  return uidBytes.toString('latin1')
}
