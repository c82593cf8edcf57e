import { describe, expect, it } from 'vitest'
import { describeReading, formatAge, formatClock, formatSpan } from './time.ts'

// The formatters speak the visitor's time zone, so dates are built in local time.
const local = (...at: [number, number, number, number, number]) => new Date(...at).toISOString()

describe('formatAge', () => {
  it('counts in the unit people would use', () => {
    expect(formatAge(30_000)).toBe('less than a minute ago')
    expect(formatAge(60_000)).toBe('1 minute ago')
    expect(formatAge(12 * 60_000)).toBe('12 minutes ago')
    expect(formatAge(3 * 3_600_000)).toBe('3 hours ago')
    expect(formatAge(50 * 3_600_000)).toBe('2 days ago')
  })

  it('does not speak of the future when clocks differ by little', () => {
    expect(formatAge(-5_000)).toBe('less than a minute ago')
  })

  it('says what lies in the future', () => {
    expect(formatAge(-6_000)).toBe('less than a minute in the future')
    expect(formatAge(-60_000)).toBe('1 minute in the future')
    expect(formatAge(-2 * 3_600_000)).toBe('2 hours in the future')
  })
})

describe('describeReading', () => {
  const reading = local(2026, 2, 10, 14, 5)

  it('names the time and the age', () => {
    expect(describeReading(reading, Date.parse(reading) + 12 * 60_000)).toBe('Data from 14:05, 12 minutes ago')
  })

  it('names the day once it is another one', () => {
    expect(describeReading(reading, Date.parse(reading) + 20 * 3_600_000)).toBe('Data from 10 Mar, 14:05, 20 hours ago')
  })
})

describe('formatSpan', () => {
  it('treats the end as excluded', () => {
    expect(formatSpan(local(2026, 2, 2, 0, 0), local(2026, 2, 9, 0, 0))).toBe('2 Mar to 8 Mar 2026')
    expect(formatSpan(local(2026, 2, 2, 0, 0), local(2026, 2, 3, 0, 0))).toBe('2 Mar 2026')
  })

  it('gives times for a race shorter than a day', () => {
    expect(formatSpan(local(2026, 2, 2, 14, 0), local(2026, 2, 2, 14, 10))).toBe('2 Mar, 14:00 to 14:10')
    expect(formatSpan(local(2026, 2, 2, 22, 0), local(2026, 2, 3, 2, 0))).toBe('2 Mar, 22:00 to 3 Mar, 02:00')
  })

  it('takes a day of 23 hours for a day', () => {
    expect(formatSpan(local(2026, 2, 2, 1, 0), local(2026, 2, 3, 0, 0))).toBe('2 Mar 2026')
  })
})

it('formatClock is 24 hours', () => {
  expect(formatClock(local(2026, 2, 10, 14, 5))).toBe('14:05')
})
