import { describe, expect, it } from 'vitest'
import { manualClock } from './manual-clock.ts'

describe('manualClock', () => {
  it('stands still until it is moved', () => {
    const clock = manualClock('2025-03-01T00:00:00Z')
    const first = clock.now()
    first.setFullYear(1999)
    expect(clock.now()).toEqual(new Date('2025-03-01T00:00:00Z'))
    expect(clock.advance(90_000)).toEqual(new Date('2025-03-01T00:01:30Z'))
    expect(clock.set(new Date('2024-01-01T00:00:00Z'))).toEqual(clock.now())
    expect(() => clock.set('yesterday')).toThrow(RangeError)
  })
})
