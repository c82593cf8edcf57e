import { expect, test } from 'vitest'
import { periodsIn } from './periods.ts'

const startsAt = (timeZone: string, weekStartsOn: number, instant: string) => {
  const { day, week, month } = periodsIn(timeZone, weekStartsOn)(Date.parse(instant))
  return [day, week, month].map((start) => new Date(start).toISOString().slice(0, 16))
}

test('finds the starts of day, week and month in the zone', () => {
  expect(startsAt('UTC', 1, '2026-11-22T15:00:00Z')).toEqual([
    '2026-11-22T00:00',
    '2026-11-16T00:00',
    '2026-11-01T00:00',
  ])
  expect(startsAt('UTC', 7, '2026-11-22T15:00:00Z')[1]).toBe('2026-11-22T00:00')
  // Already Monday and April in Apia.
  expect(startsAt('Pacific/Apia', 1, '2026-05-31T12:00:00Z')).toEqual([
    '2026-05-31T11:00',
    '2026-05-31T11:00',
    '2026-05-31T11:00',
  ])
})

test('a period that began on the other side of a change of clocks keeps its own offset', () => {
  expect(startsAt('Europe/Berlin', 1, '2026-03-29T12:00:00Z')).toEqual([
    '2026-03-28T23:00',
    '2026-03-22T23:00',
    '2026-02-28T23:00',
  ])
  expect(startsAt('America/New_York', 7, '2026-11-02T12:00:00Z')).toEqual([
    '2026-11-02T05:00',
    '2026-11-01T04:00',
    '2026-11-01T04:00',
  ])
})

test('a day without midnight begins at its first instant', () => {
  // Beirut skips from 00:00 to 01:00.
  expect(startsAt('Asia/Beirut', 1, '2026-03-29T10:00:00Z')[0]).toBe('2026-03-28T22:00')
})

test('does not carry a remembered day over its end or back before its start', () => {
  const periodsAt = periodsIn('Europe/Berlin', 1)
  const midnight = Date.parse('2026-03-29T22:00:00Z')
  expect(periodsAt(midnight - 1).day).toBe(Date.parse('2026-03-28T23:00:00Z'))
  expect(periodsAt(midnight).day).toBe(midnight)
  expect(periodsAt(midnight - 1).day).toBe(Date.parse('2026-03-28T23:00:00Z'))
})
