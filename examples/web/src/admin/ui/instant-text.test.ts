import { describe, expect, test } from 'vitest'
import { formatInstant, formatInstantExactly, formatLength } from './instant-text.ts'

describe('formatInstant', () => {
  const at = '2026-03-29T01:30:05.000Z'

  test('shows the clock of a zone, with the day that is there', () => {
    expect(formatInstant(at, 'Europe/Berlin')).toBe('Sun, 29 Mar 2026, 03:30')
    expect(formatInstant(at, 'America/New_York')).toBe('Sat, 28 Mar 2026, 21:30')
  })

  test('shows seconds where they matter', () => {
    expect(formatInstantExactly(at, 'UTC')).toBe('29 Mar 2026, 01:30:05')
  })
})

test.each([
  [0, '0 seconds'],
  [1000, '1 second'],
  [90_000, '1 minute 30 seconds'],
  [7 * 86_400_000, '7 days'],
  [7 * 86_400_000 - 3_600_000, '6 days 23 hours'],
  [3_601_000, '1 hour 1 second'],
])('formatLength(%d) is %s', (milliseconds, text) => {
  expect(formatLength(milliseconds)).toBe(text)
})
