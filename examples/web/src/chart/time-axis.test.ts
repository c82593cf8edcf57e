import { expect, it } from 'vitest'
import { timeAxis } from './time-axis.ts'

const at = (...when: [number, number, number, number, number]) => new Date(...when).getTime()
const labelled = (from: number, to: number, most = 6) => {
  const { ticks, label } = timeAxis(from, to, most)
  return ticks.map(label)
}

it('marks round minutes of a short race', () => {
  expect(labelled(at(2026, 2, 2, 14, 3), at(2026, 2, 2, 14, 27))).toEqual(['14:05', '14:10', '14:15', '14:20', '14:25'])
})

it('names the day at midnight', () => {
  expect(labelled(at(2026, 2, 2, 18, 0), at(2026, 2, 3, 18, 0), 5)).toEqual([
    '18:00',
    '3 Mar',
    '06:00',
    '12:00',
    '18:00',
  ])
})

it('marks days of a long one', () => {
  expect(labelled(at(2026, 2, 2, 0, 0), at(2026, 2, 8, 0, 0), 4)).toHaveLength(4)
  expect(labelled(at(2026, 2, 2, 0, 0), at(2026, 2, 5, 0, 0))).toContain('4 Mar')
})

it('marks seconds of a race of a minute', () => {
  const [first, second] = timeAxis(at(2026, 2, 2, 14, 3), at(2026, 2, 2, 14, 4), 7).ticks
  expect((second ?? 0) - (first ?? 0)).toBe(10_000)
})
