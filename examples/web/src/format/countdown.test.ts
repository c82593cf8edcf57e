import { describe, expect, it } from 'vitest'
import { countdownTo, isOver, spokenCountdown } from './countdown.ts'

const now = Date.UTC(2026, 0, 1)
const after = (seconds: number) => countdownTo(now + seconds * 1_000, now)

describe('countdownTo', () => {
  it('splits what is left', () => {
    expect(after(2 * 86_400 + 3 * 3_600 + 4 * 60 + 5)).toEqual({ days: 2, hours: 3, minutes: 4, seconds: 5 })
  })

  it('shows 1 during the last second and is over only at the end', () => {
    expect(after(0.2).seconds).toBe(1)
    expect(isOver(after(0.2))).toBe(false)
    expect(isOver(after(0))).toBe(true)
  })

  it('never goes below zero', () => {
    expect(after(-90)).toEqual({ days: 0, hours: 0, minutes: 0, seconds: 0 })
  })
})

describe('spokenCountdown', () => {
  it('says what matters at that distance', () => {
    expect(spokenCountdown(after(86_400 + 3_600 + 120))).toBe('1 day 1 hour')
    expect(spokenCountdown(after(3_600 + 120))).toBe('1 hour 2 minutes')
    expect(spokenCountdown(after(60))).toBe('1 minute')
    expect(spokenCountdown(after(59))).toBe('less than a minute')
    expect(spokenCountdown(after(0))).toBe('no time left')
    expect(spokenCountdown(after(86_400))).toBe('1 day')
  })
})
