import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planNextTick } from './plan-next-tick.ts'

const intervalMs = 900_000
const at = (time: string) => new Date(`2025-06-02T${time}Z`)
const plan = (last: string | null, now: string, boundaries: string[] = []) => {
  const input = {
    lastTickAt: last === null ? null : at(last),
    intervalMs,
    boundaries: boundaries.map(at),
    now: at(now),
  }
  const { at: due, reason } = planNextTick(input)
  return [due.toISOString().slice(11, -1), reason]
}

describe('planNextTick', () => {
  test.each([
    ['the first is due at once', null, '12:07:00', [], '12:07:00.000', 'first'],
    ['the next one is aligned', '12:07:00', '12:08:00', [], '12:15:00.000', 'interval'],
    ['the next one of an aligned one', '12:15:00', '12:15:01', [], '12:30:00.000', 'interval'],
    ['one that is due now', '12:07:00', '12:15:00', [], '12:15:00.000', 'missed'],
    ['many missed ones are one', '02:07:00', '12:08:00', [], '12:08:00.000', 'missed'],
    ['a boundary comes before', '12:00:00', '12:01:00', ['12:10:00'], '12:10:00.250', 'boundary'],
    ['the nearest boundary', '12:00:00', '12:01:00', ['12:10:00', '12:05:00', '12:12:00'], '12:05:00.250', 'boundary'],
    ['a boundary later than the interval waits', '12:00:00', '12:01:00', ['12:20:00'], '12:15:00.000', 'interval'],
    ['a boundary at a regular tick makes it one', '12:00:00', '12:01:00', ['12:15:00'], '12:15:00.250', 'boundary'],
    ['a missed boundary is due at once', '12:00:00', '12:11:00', ['12:10:00'], '12:11:00.000', 'boundary'],
    ['a boundary that had its tick is done', '12:10:00.250', '12:10:01', ['12:10:00'], '12:15:00.000', 'interval'],
    [
      'a tick just before a boundary does not count for it',
      '12:10:00.100',
      '12:10:00.100',
      ['12:10:00'],
      '12:10:00.250',
      'boundary',
    ],
    ['a last tick that lies in the future', '14:00:00', '12:01:00', [], '12:01:00.000', 'clock'],
    ['one that lies just ahead', '12:01:00.001', '12:01:00', [], '12:01:00.000', 'clock'],
    ['one that lies ahead, with a boundary before it', '14:00:00', '12:01:00', ['12:10:00'], '12:01:00.000', 'clock'],
  ])('%s', (_, last, now, boundaries, due, reason) => {
    expect(plan(last, now, boundaries)).toEqual([due, reason])
  })

  test('is now when somebody asks', () => {
    const asked = { lastTickAt: at('12:00:00'), intervalMs, boundaries: [], now: at('12:01:00') }
    expect(planNextTick({ ...asked, requested: true })).toEqual({ at: asked.now, reason: 'requested' })
    expect(planNextTick({ ...asked, requested: false })).toMatchObject({ reason: 'interval' })
  })

  test('is never in the past, never further away than one interval, and following it never ticks twice for one reason', () => {
    const time = fc.integer({ min: 0, max: 10_000_000 })
    fc.assert(
      fc.property(
        time,
        time,
        fc.array(time),
        fc.integer({ min: 1000, max: 1_000_000 }),
        (last, late, marks, interval) => {
          const boundaries = marks.map((mark) => new Date(mark))
          const now = new Date(last + late)
          const first = planNextTick({ lastTickAt: new Date(last), intervalMs: interval, boundaries, now })
          expect(first.at.getTime()).toBeGreaterThanOrEqual(now.getTime())
          expect(first.at.getTime()).toBeLessThanOrEqual(now.getTime() + interval + 250)
          const second = planNextTick({ lastTickAt: first.at, intervalMs: interval, boundaries, now: first.at })
          expect(second.at.getTime()).toBeGreaterThan(first.at.getTime())
        },
      ),
    )
  })
})
