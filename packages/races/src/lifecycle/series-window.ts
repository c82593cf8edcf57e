import type { RaceType } from '@goated/schema/tables'
import type { Temporal } from 'temporal-polyfill'
import { zoned } from '../calendar.ts'

/** A series as far as its calendar goes. */
export interface SeriesCalendar {
  type: RaceType
  /** Start of occurrence 0. */
  anchorStart: Date
  timeZone: string
  /** Of a `custom` series. */
  periodSeconds: number | null
}

/**
 * The window of the n-th race of a series, from 0. Every occurrence is computed from the anchor on the wall clock of
 * the series' zone, so neither daylight saving nor a 31st of the month makes later races drift.
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
  if (series.type === 'custom') return anchor.add({ seconds: occurrence * (series.periodSeconds ?? 0) })
  return anchor.add({ weeks: occurrence })
}

function nextMonday(start: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  return start.add({ days: 8 - start.dayOfWeek }).startOfDay()
}
