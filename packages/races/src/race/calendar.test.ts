import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Calendar,
  DEFAULT_CALENDAR,
  PERIOD_KINDS,
  type PeriodKind,
  periodEnd,
  periodStart,
  zoned,
} from './calendar.ts'

const iso = (ms: number) => new Date(ms).toISOString().replace(':00.000Z', 'Z')
const utc = (weekStartsOn: number): Calendar => ({ timeZone: 'UTC', weekStartsOn })
const newYork: Calendar = { timeZone: 'America/New_York', weekStartsOn: 7 }

describe('a period of the provider', () => {
  test.each<[kind: PeriodKind, calendar: Calendar, at: string, start: string, end: string]>([
    // Monday, 2 June 2025, on both sides of midnight.
    ['today', utc(1), '2025-06-02T00:00:00.000Z', '2025-06-02T00:00Z', '2025-06-03T00:00Z'],
    ['today', utc(1), '2025-06-01T23:59:59.999Z', '2025-06-01T00:00Z', '2025-06-02T00:00Z'],
    ['week', utc(1), '2025-06-02T00:00:00.000Z', '2025-06-02T00:00Z', '2025-06-09T00:00Z'],
    ['week', utc(1), '2025-06-01T23:59:59.999Z', '2025-05-26T00:00Z', '2025-06-02T00:00Z'],
    ['week', utc(7), '2025-06-01T00:00:00.000Z', '2025-06-01T00:00Z', '2025-06-08T00:00Z'],
    ['week', utc(7), '2025-05-31T23:59:59.999Z', '2025-05-25T00:00Z', '2025-06-01T00:00Z'],
    ['week', utc(3), '2025-06-03T23:59:59.999Z', '2025-05-28T00:00Z', '2025-06-04T00:00Z'],
    ['month', utc(1), '2025-06-01T00:00:00.000Z', '2025-06-01T00:00Z', '2025-07-01T00:00Z'],
    ['month', utc(1), '2025-05-31T23:59:59.999Z', '2025-05-01T00:00Z', '2025-06-01T00:00Z'],
    ['month', utc(1), '2024-02-29T12:00:00.000Z', '2024-02-01T00:00Z', '2024-03-01T00:00Z'],
    ['month', utc(1), '2025-12-31T12:00:00.000Z', '2025-12-01T00:00Z', '2026-01-01T00:00Z'],
    // Before 1970, where remainders are negative.
    ['today', utc(1), '1969-12-31T23:00:00.000Z', '1969-12-31T00:00Z', '1970-01-01T00:00Z'],
    ['week', utc(1), '1969-12-28T12:00:00.000Z', '1969-12-22T00:00Z', '1969-12-29T00:00Z'],
    // In New York it is four or five hours earlier, and days of a change have 23 and 25 hours.
    ['today', newYork, '2025-06-02T03:59:59.999Z', '2025-06-01T04:00Z', '2025-06-02T04:00Z'],
    ['today', newYork, '2025-03-09T12:00:00.000Z', '2025-03-09T05:00Z', '2025-03-10T04:00Z'],
    ['today', newYork, '2025-11-02T12:00:00.000Z', '2025-11-02T04:00Z', '2025-11-03T05:00Z'],
    ['week', newYork, '2025-03-09T12:00:00.000Z', '2025-03-09T05:00Z', '2025-03-16T04:00Z'],
    ['week', newYork, '2025-03-15T12:00:00.000Z', '2025-03-09T05:00Z', '2025-03-16T04:00Z'],
    ['week', newYork, '2025-03-09T04:59:59.999Z', '2025-03-02T05:00Z', '2025-03-09T05:00Z'],
    ['week', { ...newYork, weekStartsOn: 1 }, '2025-06-08T12:00:00.000Z', '2025-06-02T04:00Z', '2025-06-09T04:00Z'],
    ['month', newYork, '2025-03-31T12:00:00.000Z', '2025-03-01T05:00Z', '2025-04-01T04:00Z'],
    ['month', newYork, '2025-04-01T03:59:59.999Z', '2025-03-01T05:00Z', '2025-04-01T04:00Z'],
    ['month', newYork, '2025-04-01T04:00:00.000Z', '2025-04-01T04:00Z', '2025-05-01T04:00Z'],
    // Clocks of Beirut skip from midnight to one o'clock, so that this day begins at one.
    [
      'today',
      { timeZone: 'Asia/Beirut', weekStartsOn: 1 },
      '2024-03-31T12:00:00.000Z',
      '2024-03-30T22:00Z',
      '2024-03-31T21:00Z',
    ],
    // Samoa left out 30 December 2011.
    [
      'today',
      { timeZone: 'Pacific/Apia', weekStartsOn: 1 },
      '2011-12-30T09:00:00.000Z',
      '2011-12-29T10:00Z',
      '2011-12-30T10:00Z',
    ],
  ])('%s in %j: %s lies in %s to %s', (kind, calendar, at, start, end) => {
    expect([periodStart(kind, Date.parse(at), calendar), periodEnd(kind, Date.parse(at), calendar)].map(iso)).toEqual([
      start,
      end,
    ])
  })

  const instant = fc.integer({ min: Date.parse('1965-01-01T00:00:00Z'), max: Date.parse('2040-01-01T00:00:00Z') })
  const zone = fc.constantFrom(
    'UTC',
    'Etc/UTC',
    'America/New_York',
    'Europe/Berlin',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
  )

  test('holds the moment, begins where it says, and ends where the next begins', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PERIOD_KINDS),
        instant,
        zone,
        fc.integer({ min: 1, max: 7 }),
        (kind, at, timeZone, weekStartsOn) => {
          const calendar = { timeZone, weekStartsOn }
          const [start, end] = [periodStart(kind, at, calendar), periodEnd(kind, at, calendar)]
          expect(start <= at && at < end).toBe(true)
          expect([
            periodStart(kind, start, calendar),
            periodStart(kind, end - 1, calendar),
            periodStart(kind, end, calendar),
          ]).toEqual([start, start, end])
          const clock = zoned(start, timeZone)
          expect(clock.startOfDay().epochMilliseconds).toBe(start)
          if (kind === 'week') expect(clock.dayOfWeek).toBe(weekStartsOn)
          if (kind === 'month') expect(clock.day).toBe(1)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('is the same by arithmetic as by the calendar of a zone that is UTC by another name', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PERIOD_KINDS),
        instant,
        fc.integer({ min: 1, max: 7 }),
        (kind, at, weekStartsOn) => {
          expect(periodStart(kind, at, utc(weekStartsOn))).toBe(
            periodStart(kind, at, { timeZone: 'Etc/UTC', weekStartsOn }),
          )
        },
      ),
      { numRuns: 300 },
    )
  })
})

test('weeks begin on Monday in UTC unless a provider says otherwise', () => {
  expect(DEFAULT_CALENDAR).toEqual({ timeZone: 'UTC', weekStartsOn: 1 })
})

test('a zone that there is not is refused by name', () => {
  expect(() => zoned(0, 'Mars/Olympus')).toThrow(
    expect.objectContaining({ code: 'TIME_ZONE_UNKNOWN', cause: expect.any(RangeError) }),
  )
})
