import type { RaceType } from '@goated/schema/vocabulary'
import type { Temporal } from 'temporal-polyfill'
import { zoned } from './calendar.ts'

/** A series as far as its calendar goes. */
export interface SeriesCalendar {
  type: RaceType
  /** Start of occurrence 0. */
  anchorStart: Date
  timeZone: string
  /** Of a `custom` series. Whole days are days of the calendar. */
  periodSeconds: number | null
}

const secondsPerDay = 86_400
const dayNs = secondsPerDay * 1e9

/**
 * The window of the n-th race of a series, from 0. Every occurrence is computed from the anchor on the wall clock of
 * the series' zone, so neither daylight saving nor a 31st of the month makes later races drift. A `custom` period of
 * whole days counts days of the calendar, at the same time of day; any other counts elapsed seconds.
 *
 * A time that clocks skip is taken as much later as they skip, and of one that they show twice the first is taken. A
 * day that a zone leaves out has no race of its own.
 *
 * A `weekend` race ends on the first Monday 00:00 after its start; the others end where the next one starts.
 */
export function occurrenceWindow(series: SeriesCalendar, occurrence: number): { startDate: Date; endDate: Date } {
  const start = occurrenceStart(series, occurrence)
  const end = series.type === 'weekend' ? nextMonday(start) : occurrenceStart(series, occurrence + 1)
  return { startDate: new Date(start.epochMilliseconds), endDate: new Date(end.epochMilliseconds) }
}

function occurrenceStart(series: SeriesCalendar, occurrence: number): Temporal.ZonedDateTime {
  const anchor = zoned(series.anchorStart.getTime(), series.timeZone)
  if (series.type === 'monthly') return anchor.add({ months: occurrence })
  if (series.type === 'custom') {
    const period = series.periodSeconds ?? 0
    if (period % secondsPerDay !== 0) return anchor.add({ seconds: occurrence * period })
    const days = period / secondsPerDay
    return anchor.add({ days: days === 1 ? dayOf(anchor, occurrence) : occurrence * days })
  }
  return anchor.add({ weeks: occurrence })
}

function nextMonday(start: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  return start.add({ days: 8 - start.dayOfWeek }).startOfDay()
}

/**
 * How many calendar days after the anchor the n-th race of a daily series starts. That is n, and one more for each day
 * that the zone left out in between, as Samoa did with 30 December 2011: its race would be empty.
 */
function dayOf(anchor: Temporal.ZonedDateTime, occurrence: number): number {
  let days = occurrence
  for (let at = anchor; ;) {
    const change = at.getTimeZoneTransition('next')
    if (!change || change.epochMilliseconds > anchor.add({ days }).epochMilliseconds) return days
    if (change.offsetNanoseconds - change.subtract({ nanoseconds: 1 }).offsetNanoseconds >= dayNs) days++
    at = change
  }
}
