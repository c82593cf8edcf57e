import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { occurrenceWindow, type SeriesCalendar } from './series-window.ts'

function series(fields: Partial<SeriesCalendar> & Pick<SeriesCalendar, 'type' | 'anchorStart'>): SeriesCalendar {
  return { timeZone: 'UTC', periodSeconds: null, ...fields }
}

function show(calendar: SeriesCalendar, occurrence: number): string {
  const { startDate, endDate } = occurrenceWindow(calendar, occurrence)
  return `${startDate.toISOString()} ${endDate.toISOString()}`
}

describe('occurrenceWindow', () => {
  test('a monthly race that starts on the 31st does not drift to the 28th', () => {
    const monthly = series({ type: 'monthly', anchorStart: new Date('2025-01-31T00:00:00Z') })
    expect(show(monthly, 1)).toBe('2025-02-28T00:00:00.000Z 2025-03-31T00:00:00.000Z')
    expect(show(monthly, 2)).toBe('2025-03-31T00:00:00.000Z 2025-04-30T00:00:00.000Z')
  })

  test('a weekly race starts at the same hour on the wall clock, summer time or not', () => {
    const weekly = series({
      type: 'weekly',
      anchorStart: new Date('2025-03-03T17:00:00Z'),
      timeZone: 'America/New_York',
    })
    expect(show(weekly, 0)).toBe('2025-03-03T17:00:00.000Z 2025-03-10T16:00:00.000Z')
    expect(show(weekly, 1)).toBe('2025-03-10T16:00:00.000Z 2025-03-17T16:00:00.000Z')
  })

  test('a weekend race ends on Monday 00:00 of its zone', () => {
    const weekend = series({
      type: 'weekend',
      anchorStart: new Date('2025-03-28T17:00:00Z'),
      timeZone: 'Europe/Berlin',
    })
    expect(show(weekend, 0)).toBe('2025-03-28T17:00:00.000Z 2025-03-30T22:00:00.000Z')
    expect(show(weekend, 1)).toBe('2025-04-04T16:00:00.000Z 2025-04-06T22:00:00.000Z')
  })

  test('a period of whole days keeps the time of day, summer time or not', () => {
    const anchorStart = new Date('2025-03-28T19:00:00Z')
    const berlin = (days: number) =>
      series({ type: 'custom', periodSeconds: days * 86_400, anchorStart, timeZone: 'Europe/Berlin' })
    expect(show(berlin(1), 1)).toBe('2025-03-29T19:00:00.000Z 2025-03-30T18:00:00.000Z')
    expect(show(berlin(7), 1)).toBe('2025-04-04T18:00:00.000Z 2025-04-11T18:00:00.000Z')
    expect(show(berlin(14), 0)).toBe('2025-03-28T19:00:00.000Z 2025-04-11T18:00:00.000Z')
    expect(show(berlin(3), 70)).toBe('2025-10-24T18:00:00.000Z 2025-10-27T19:00:00.000Z')
    // Twelve hours are twelve hours.
    expect(show({ ...berlin(1), periodSeconds: 43_200 }, 3)).toBe('2025-03-30T07:00:00.000Z 2025-03-30T19:00:00.000Z')
  })

  test('a time that clocks skip or show twice is one moment', () => {
    const daily = (anchorStart: string) =>
      series({ type: 'custom', periodSeconds: 86_400, anchorStart: new Date(anchorStart), timeZone: 'Europe/Berlin' })
    // 02:30 is not there on 30 March, and there twice on 26 October.
    expect(show(daily('2025-03-29T01:30:00Z'), 1)).toBe('2025-03-30T01:30:00.000Z 2025-03-31T00:30:00.000Z')
    expect(show(daily('2025-10-25T00:30:00Z'), 1)).toBe('2025-10-26T00:30:00.000Z 2025-10-27T01:30:00.000Z')
  })

  test('a day that a zone leaves out has no race', () => {
    // Samoa went from Thursday, 29 December 2011, to Saturday, the 31st.
    for (const [time, starts] of [
      ['22:00', ['2011-12-28T22:00', '2011-12-29T22:00', '2011-12-30T22:00', '2011-12-31T22:00']],
      ['10:00', ['2011-12-28T10:00', '2011-12-29T10:00', '2011-12-30T10:00', '2011-12-31T10:00']],
    ] as const) {
      const samoa = series({
        type: 'custom',
        periodSeconds: 86_400,
        anchorStart: new Date(`2011-12-28T${time}:00Z`),
        timeZone: 'Pacific/Apia',
      })
      expect(
        starts.map((_, index) => occurrenceWindow(samoa, index).startDate.toISOString().slice(0, 16)),
        time,
      ).toEqual(starts)
    }
  })

  test('races follow one another without a gap', () => {
    const calendars = fc.record({
      type: fc.constantFrom('weekly' as const, 'monthly' as const, 'custom' as const),
      anchorStart: fc.oneof(
        fc.date({ min: new Date('2024-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
        fc.date({ min: new Date('2011-11-20'), max: new Date('2012-01-05'), noInvalidDate: true }),
        fc.date({ min: new Date('2017-09-01'), max: new Date('2018-03-01'), noInvalidDate: true }),
      ),
      timeZone: fc.constantFrom(
        'UTC',
        'America/New_York',
        'Australia/Lord_Howe',
        'Asia/Kolkata',
        'Africa/Casablanca',
        'America/Sao_Paulo',
        'America/Santiago',
        'Asia/Beirut',
        'Africa/Cairo',
        'Pacific/Apia',
      ),
      periodSeconds: fc.constantFrom(5400, 43_200, 86_400, 2 * 86_400, 7 * 86_400, 14 * 86_400, 30 * 86_400),
    })
    fc.assert(
      fc.property(calendars, fc.nat(60), (calendar, occurrence) => {
        const { startDate, endDate } = occurrenceWindow(calendar, occurrence)
        expect(endDate > startDate).toBe(true)
        expect(occurrenceWindow(calendar, occurrence + 1).startDate).toEqual(endDate)
      }),
    )
  })
})
