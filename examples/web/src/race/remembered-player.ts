const KEY = 'goated.player'

/** The name a visitor searched for last, so that a reload keeps them on the board. Storage may be forbidden. */
export function recallPlayer(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

export function rememberPlayer(player: string | null): void {
  try {
    if (player === null) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, player)
  } catch {
    // Then it is only forgotten at the next reload.
  }
}
