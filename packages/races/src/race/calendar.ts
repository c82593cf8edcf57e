import { Temporal } from 'temporal-polyfill'
import { raceError } from '../errors.ts'

/** When a provider's own day, week and month begin. */
export interface Calendar {
  /** IANA zone, such as `UTC` or `America/New_York`. */
  timeZone: string
  /** ISO weekday: 1 Monday to 7 Sunday. */
  weekStartsOn: number
}

export const DEFAULT_CALENDAR: Calendar = { timeZone: 'UTC', weekStartsOn: 1 }

/** The provider periods that a counter can cover, longest first: the order in which they are tried. */
export const PERIOD_KINDS = ['month', 'week', 'today'] as const
export type PeriodKind = (typeof PERIOD_KINDS)[number]

const dayMs = 86_400_000

/**
 * Start of the provider period that `at` lies in, in ms since 1970.
 *
 * @param at ms since 1970
 * @throws TIME_ZONE_UNKNOWN the calendar's zone is no IANA zone
 */
export function periodStart(kind: PeriodKind, at: number, calendar: Calendar): number {
  if (calendar.timeZone === 'UTC') return periodStartUtc(kind, at, calendar.weekStartsOn)
  const day = zoned(at, calendar.timeZone).startOfDay()
  if (kind === 'today') return day.epochMilliseconds
  const back = kind === 'month' ? day.day - 1 : (day.dayOfWeek - calendar.weekStartsOn + 7) % 7
  // Back by calendar days, then to the start of that day: a day is not always 24 hours long.
  return day.subtract({ days: back }).startOfDay().epochMilliseconds
}

/** End (exclusive) of the provider period that `at` lies in, in ms since 1970. */
export function periodEnd(kind: PeriodKind, at: number, calendar: Calendar): number {
  const start = zoned(periodStart(kind, at, calendar), calendar.timeZone)
  const next = kind === 'month' ? start.add({ months: 1 }) : start.add({ days: kind === 'week' ? 7 : 1 })
  return next.startOfDay().epochMilliseconds
}

/** The instant `at` on the wall clock of a zone. */
export function zoned(at: number, timeZone: string): Temporal.ZonedDateTime {
  try {
    return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  } catch (cause) {
    throw raceError('TIME_ZONE_UNKNOWN', `"${timeZone}" is not an IANA time zone.`, { cause })
  }
}

function periodStartUtc(kind: PeriodKind, at: number, weekStartsOn: number): number {
  const day = Math.floor(at / dayMs)
  if (kind === 'today') return day * dayMs
  // 1970-01-01 was a Thursday, ISO weekday 4.
  if (kind === 'week') return (day - ((((day + 4 - weekStartsOn) % 7) + 7) % 7)) * dayMs
  const date = new Date(at)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
}
