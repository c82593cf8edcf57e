import type { SessionView } from './session-view.ts'

/** How long a proof of who one is counts for what matters most: payouts, API tokens, roles and second factors. */
export const STEP_UP_WITHIN_MS: number = 10 * 60_000

/** True when the user has a second factor, and this session has not shown it. Such a session is not good for much. */
export function owesFactor({ user, factorShownAt }: SessionView): boolean {
  return user.hasTotp && factorShownAt === null
}

/**
 * True when this session has shown, less than {@link STEP_UP_WITHIN_MS} ago, the strongest proof that its user has: a code
 * of the second factor, or the password where there is no second factor. `stepUp` shows it anew.
 */
export function isProofFresh({ user, factorShownAt, passwordShownAt }: SessionView, now: Date): boolean {
  const shownAt = user.hasTotp ? factorShownAt : passwordShownAt
  // A clock that was set back must not make a proof last longer.
  return shownAt !== null && Math.abs(now.getTime() - shownAt.getTime()) < STEP_UP_WITHIN_MS
}
