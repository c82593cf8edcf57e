/** How long a session lasts unused, and at most. Give idle times of at least a few minutes: use is noted once a minute. */
export interface Lifetime {
  idleMs: number
  absoluteMs: number
}

export interface SessionLifetimes {
  user: Lifetime
  admin: Lifetime
}

const minute = 60_000
const hour = 60 * minute

export const DEFAULT_LIFETIMES: SessionLifetimes = {
  user: { idleMs: 12 * hour, absoluteMs: 7 * 24 * hour },
  admin: { idleMs: 30 * minute, absoluteMs: 12 * hour },
}

/** How long a second factor may be awaited. */
const confirmationMs = 10 * minute

/** When a session that begins now expires unused, and when it ends. */
export function sessionEnds(
  session: { isAdmin: boolean; level: 'password' | 'full'; now: Date },
  lifetimes: SessionLifetimes = DEFAULT_LIFETIMES,
): { expiresAt: Date; endsAt: Date } {
  const start = session.now.getTime()
  if (session.level === 'password') {
    const end = new Date(start + confirmationMs)
    return { expiresAt: end, endsAt: end }
  }
  const { idleMs, absoluteMs } = lifetimeOf(session.isAdmin, lifetimes)
  return { expiresAt: new Date(start + Math.min(idleMs, absoluteMs)), endsAt: new Date(start + absoluteMs) }
}

export function lifetimeOf(isAdmin: boolean, lifetimes: SessionLifetimes = DEFAULT_LIFETIMES): Lifetime {
  return isAdmin ? lifetimes.admin : lifetimes.user
}
