import { describe, expect, it } from 'vitest'
import { backoffDelay } from './backoff.ts'

describe('backoffDelay', () => {
  it('doubles from one second and stops at thirty', () => {
    const slowest = [0, 1, 2, 3, 4, 5, 6, 50, 5_000].map((attempt) => backoffDelay(attempt, () => 1))
    expect(slowest).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000])
  })

  it('spreads visitors over the second half of the delay', () => {
    expect(backoffDelay(3, () => 0)).toBe(4_000)
    expect(backoffDelay(3, () => 0.5)).toBe(6_000)
  })
})
