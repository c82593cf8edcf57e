import { describe, expect, test } from 'vitest'
import { isTimeZone, laterByCalendar, toInstant, toWallClock } from './zoned-time.ts'

describe('toInstant', () => {
  test.each([
    ['2026-01-15T12:00', 'Europe/Berlin', '2026-01-15T11:00:00.000Z'],
    ['2026-07-15T12:00', 'Europe/Berlin', '2026-07-15T10:00:00.000Z'],
    ['2026-07-15T12:00:30', 'UTC', '2026-07-15T12:00:30.000Z'],
    ['2026-07-15T00:00', 'Asia/Kathmandu', '2026-07-14T18:15:00.000Z'],
  ])('%s in %s is %s', (wallClock, timeZone, instant) => {
    expect(toInstant(wallClock, timeZone)).toEqual({ instant, clock: 'plain' })
  })

  test('takes the time after the jump for one that clocks skip', () => {
    expect(toInstant('2026-03-29T02:30', 'Europe/Berlin')).toEqual({
      instant: '2026-03-29T01:30:00.000Z',
      clock: 'skipped',
    })
    expect(toWallClock('2026-03-29T01:30:00.000Z', 'Europe/Berlin')).toBe('2026-03-29T03:30')
  })

  test('takes the first of a time that comes twice', () => {
    expect(toInstant('2026-10-25T02:30', 'Europe/Berlin')).toEqual({
      instant: '2026-10-25T00:30:00.000Z',
      clock: 'repeated',
    })
  })

  test('knows what is no time and no zone', () => {
    expect(toInstant('', 'UTC')).toBeNull()
    expect(toInstant('2026-02-30T10:00', 'UTC')).toBeNull()
    expect(toInstant('2026-02-20T10:00', 'Mars/Olympus')).toBeNull()
  })
})

describe('toWallClock', () => {
  test('shows seconds only where there are any', () => {
    expect(toWallClock('2026-03-01T00:00:00.000Z', 'America/New_York')).toBe('2026-02-28T19:00')
    expect(toWallClock('2026-03-01T00:00:07.250Z', 'UTC')).toBe('2026-03-01T00:00:07')
  })
})

describe('laterByCalendar', () => {
  test('goes by the calendar, not by hours', () => {
    expect(laterByCalendar('2026-03-28T12:00', { days: 1 })).toBe('2026-03-29T12:00')
    expect(laterByCalendar('2026-01-31T12:00', { months: 1 })).toBe('2026-02-28T12:00')
    expect(laterByCalendar('soon', { days: 1 })).toBeNull()
  })
})

test('isTimeZone takes IANA names only', () => {
  expect(['Europe/Berlin', 'UTC'].every(isTimeZone)).toBe(true)
  expect(['', '+01:00', 'Berlin'].some(isTimeZone)).toBe(false)
})
