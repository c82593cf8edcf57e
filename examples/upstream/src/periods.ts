import { Temporal } from 'temporal-polyfill'

/** The starts, in epoch milliseconds, of the day, week and month that hold an instant. */
export type PeriodStarts = { day: number; week: number; month: number }

/**
 * A function that finds the current day, week and month in an IANA zone. Periods begin at the zone's first instant of
 * the day, which is not always midnight and not always 24 hours after the last one.
 *
 * @param weekStartsOn ISO number of the week's first day: 1 Monday to 7 Sunday
 * @throws RangeError when the zone does not exist or `weekStartsOn` is not 1 to 7
 */
export function periodsIn(timeZone: string, weekStartsOn: number): (instant: number) => PeriodStarts {
  if (!Number.isInteger(weekStartsOn) || weekStartsOn < 1 || weekStartsOn > 7) {
    throw new RangeError('weekStartsOn must be 1 (Monday) to 7 (Sunday)')
  }
  // Asked once here so that a wrong zone fails at the start and not in the first request.
  Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone)
  let held: (PeriodStarts & { dayEnds: number }) | undefined

  return (instant) => {
    if (!held || instant < held.day || instant >= held.dayEnds) {
      const day = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).startOfDay()
      const week = day.subtract({ days: (day.dayOfWeek - weekStartsOn + 7) % 7 }).startOfDay()
      held = {
        day: day.epochMilliseconds,
        week: week.epochMilliseconds,
        month: day.with({ day: 1 }).startOfDay().epochMilliseconds,
        dayEnds: day.add({ days: 1 }).startOfDay().epochMilliseconds,
      }
    }
    return { day: held.day, week: held.week, month: held.month }
  }
}
