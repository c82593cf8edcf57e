import type { Entrant } from '@goated/example-contract'

export type FlagWording = { label: string; meaning: string; tone: 'warn' | 'plain' }

const flags: Record<string, FlagWording> = {
  held: {
    label: 'Held back',
    meaning:
      "The newest readings show less than half of what the player's counter showed before. That is usually a glitch of the provider, so the total stays where it was until a reading makes sense again.",
    tone: 'warn',
  },
  unknown_history: {
    label: 'Unknown history',
    meaning:
      'The player first appeared after the race had begun, with a counter that was not at zero. How much of it was wagered inside the race is not known. Only what certainly was is credited.',
    tone: 'warn',
  },
  healed: {
    label: 'Was held back',
    meaning:
      'Readings of this player were held back, and then the counter made sense again by itself. That is fine after a glitch of the provider. A counter that restarted at zero looks the same, and then the total is too low. Compare it with what the provider says, and confirm the total or adjust it.',
    tone: 'warn',
  },
  missing_at_settling: {
    label: 'Missing at the end',
    meaning:
      'This player is to be paid, and the reading after the end of the race does not list the player. The race waits for a reading that does, until its grace period ends. Confirm the total to let the race end without one.',
    tone: 'warn',
  },
  negative: {
    label: 'Below zero',
    meaning:
      "The player's counter is lower than at the start of the race: bets from before it were voided. The total is shown as zero.",
    tone: 'warn',
  },
  stale: {
    label: 'Not in the newest reading',
    meaning: 'The newest reading does not list the player. The total is carried forward from the last one that did.',
    tone: 'plain',
  },
}

/** Those that a decision is due about. */
export const flagsToDecide: readonly string[] = ['held', 'unknown_history', 'healed', 'missing_at_settling']

/** A flag in words. One that is new since this was written is shown by its name. */
export function describeFlag(flag: string): FlagWording {
  return (
    flags[flag] ?? { label: flag.replaceAll('_', ' '), meaning: 'Somebody should look at this entrant.', tone: 'warn' }
  )
}

const methods: Record<NonNullable<Entrant['method']>, string> = {
  exact: "Exact: a counter of the provider began with the race, so it says what the player's counter was at the start.",
  anchored: 'Anchored: measured from the last reading at or before the start.',
  newcomer: 'Newcomer: the player was not listed before the start, so everything counts.',
  credited: 'Credited: the history is unknown, and only what was certainly wagered inside the race counts.',
}

/** How it is known where the player stood at the start. */
export function describeMethod(method: Entrant['method']): string {
  return method === null ? 'The provider says the total itself; there is no starting point to find.' : methods[method]
}
