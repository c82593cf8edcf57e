import { describe, expect, test } from 'vitest'
import { retryAfterMs, retryDelayMs } from './retry.ts'

const now = Date.parse('2025-06-02T12:00:00Z')

describe('retryAfterMs', () => {
  test.each([
    [null, undefined],
    ['nonsense', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['2025', 30_000],
    ['', undefined],
    ['0', 0],
    ['7', 7000],
    [' 7 ', 7000],
    ['999999999999', 30_000],
    ['Mon, 02 Jun 2025 12:00:09 GMT', 9000],
    ['Mon, 02 Jun 2025 11:00:00 GMT', 0],
    ['Mon, 02 Jun 2035 11:00:00 GMT', 30_000],
    ['Monday, 02-Jun-25 12:00:09 GMT', 9000],
  ])('%j is %s', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms)
  })
})

test('the delay grows to a cap, and jitter spreads it from nothing to all of it', () => {
  expect([1, 2, 3, 4, 5, 40].map((attempt) => retryDelayMs(attempt, () => 0.999999))).toEqual([
    999, 1999, 3999, 7999, 14_999, 14_999,
  ])
  expect(retryDelayMs(3, () => 0)).toBe(0)
})
