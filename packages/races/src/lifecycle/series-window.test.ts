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

  test('races follow one another without a gap', () => {
    const calendars = fc.record({
      type: fc.constantFrom('weekly' as const, 'monthly' as const, 'custom' as const),
      anchorStart: fc.date({ min: new Date('2024-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
      timeZone: fc.constantFrom('UTC', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'),
      periodSeconds: fc.constant(5400),
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
