import { Temporal } from 'temporal-polyfill'

/**
 * A wall clock reading as an instant. `skipped`: clocks jump over it that day, so the time after the jump is taken.
 * `repeated`: clocks show it twice that day, and the first is taken.
 */
export type ZonedInstant = { instant: string; clock: 'plain' | 'skipped' | 'repeated' }

/** The instant of a wall clock reading such as `2026-03-29T02:30` in a zone; null if either is not one. */
export function toInstant(wallClock: string, timeZone: string): ZonedInstant | null {
  try {
    const local = Temporal.PlainDateTime.from(wallClock)
    const at = (disambiguation: 'earlier' | 'later' | 'compatible') =>
      local.toZonedDateTime(timeZone, { disambiguation })
    const instant = new Date(at('compatible').epochMilliseconds).toISOString()
    if (at('earlier').equals(at('later'))) return { instant, clock: 'plain' }
    return { instant, clock: at('earlier').toPlainDateTime().equals(local) ? 'repeated' : 'skipped' }
  } catch {
    return null
  }
}

/** What the clocks of a zone show at an instant, as a date and time field takes it: seconds only if there are any. */
export function toWallClock(instant: string, timeZone: string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDateTime()
  return local.toString({ smallestUnit: local.second === 0 ? 'minute' : 'second' })
}

/** The wall clock reading that is so much later by the calendar: a day stays a day when clocks change. */
export function laterByCalendar(wallClock: string, duration: { days?: number; months?: number }): string | null {
  try {
    return Temporal.PlainDateTime.from(wallClock).add(duration).toString({ smallestUnit: 'minute' })
  } catch {
    return null
  }
}

export function isTimeZone(name: string): boolean {
  try {
    // An offset such as +01:00 is taken for a zone too, but has no calendar.
    return /^[A-Za-z]/.test(name) && Temporal.Now.zonedDateTimeISO(name) !== undefined
  } catch {
    return false
  }
}
