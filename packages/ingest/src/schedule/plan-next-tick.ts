/** Why a tick is due. `clock`: the last one lies in the future, so a clock was wrong and its time tells nothing. */
export type TickReason = 'first' | 'interval' | 'boundary' | 'missed' | 'requested' | 'clock'

interface PlanNextTickInput {
  /** When the last tick began, in whatever process; null: there was none. */
  lastTickAt: Date | null
  intervalMs: number
  /** Moments that need a reading of their own: starts and ends of races. */
  boundaries: readonly Date[]
  /** Somebody waits for a reading. Default: nobody. */
  requested?: boolean | undefined
  now: Date
}

interface PlannedTick {
  at: Date
  reason: TickReason
}

/** A reading right at a race's start or end would show the moment before it as often as the moment after. */
export const AFTER_BOUNDARY_MS = 250

/**
 * When the next tick is due: at every multiple of the interval since 1970, so that restarts do not shift the rhythm,
 * right behind every boundary, and at once when somebody asks for it. However many ticks were missed, one makes up for them, at once.
 * A last tick that lies in the future counts as missed: waiting for it could take for ever.
 */
export function planNextTick(input: PlanNextTickInput): PlannedTick {
  const { lastTickAt, intervalMs, boundaries, now } = input
  if (input.requested) return { at: now, reason: 'requested' }
  if (lastTickAt === null) return { at: now, reason: 'first' }
  if (lastTickAt > now) return { at: now, reason: 'clock' }
  const last = lastTickAt.getTime()
  let planned: { at: number; reason: TickReason } = {
    at: (Math.floor(last / intervalMs) + 1) * intervalMs,
    reason: 'interval',
  }
  for (const boundary of boundaries) {
    const at = boundary.getTime() + AFTER_BOUNDARY_MS
    // A regular tick just before would show nothing that this one does not.
    if (at > last && at - AFTER_BOUNDARY_MS <= planned.at) planned = { at, reason: 'boundary' }
  }
  if (planned.at > now.getTime()) return { at: new Date(planned.at), reason: planned.reason }
  return { at: now, reason: planned.reason === 'interval' ? 'missed' : planned.reason }
}
