import { createHmac } from 'node:crypto'
import { maskName } from '@goated/accounts'

/** A player as rows of boards know one. */
export interface KnownPlayer {
  userId: number
  username: string
  nameHidden?: boolean | undefined
}

/** A player as the public sees one. */
export interface ShownPlayer {
  /** Tells players apart, also those whose names look the same because they are masked. */
  key: string
  username: string
  masked: boolean
}

export type ShowPlayer = (player: KnownPlayer) => ShownPlayer

/**
 * Makes the function that every public answer passes names through: it masks the names of players who asked for it, or
 * all of them. A masked player's key is unrelated to the one from before, so who kept an old board learns nothing.
 *
 * @param secret the installation's; without it, keys could be computed from user ids
 */
export function createShowPlayer(options: { maskAll: boolean; secret: string }): ShowPlayer {
  return ({ userId, username, nameHidden = false }) => {
    if (!options.maskAll && !nameHidden) return { key: username, username, masked: false }
    const digest = createHmac('sha256', options.secret)
      .update(`shown player ${nameHidden} ${userId}`)
      .digest('base64url')
    // No name begins with a space.
    return { key: ` ${digest.slice(0, 16)}`, username: maskName(username), masked: true }
  }
}
