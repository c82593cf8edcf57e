import { expect, test } from 'vitest'
import { otherRaces } from './other-races.ts'

const race = (id: number, status: 'live' | 'upcoming' | 'settling', start: string, end: string) => ({
  id,
  status,
  startDate: `2025-01-${start}T00:00:00.000Z`,
  endDate: `2025-01-${end}T00:00:00.000Z`,
})
const ids = (races: { id: number }[]) => races.map(({ id }) => id)

test('what is on comes first, the first to end before the others, then the soonest', () => {
  const races = [
    race(1, 'upcoming', '20', '21'),
    race(2, 'live', '01', '31'),
    race(3, 'upcoming', '10', '30'),
    race(4, 'live', '05', '09'),
    race(5, 'settling', '01', '02'),
    race(6, 'live', '05', '08'),
  ]
  expect(ids(otherRaces(races, 6))).toEqual([4, 2, 3, 1])
})

test('shows five at most', () => {
  const races = Array.from({ length: 9 }, (_, index) => race(index, 'upcoming', `1${index}`, '28'))
  expect(ids(otherRaces(races.toReversed(), 2))).toEqual([0, 1, 3, 4, 5])
})
