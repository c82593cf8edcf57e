import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocatePrizes } from '../prizes/allocation.ts'
import { compareStandings, type OrderedStanding, placesOf } from './standing-order.ts'

const at = (uid: string, total: bigint, reachedAt = 0): OrderedStanding => ({ uid, total, reachedAt })
const standings: fc.Arbitrary<OrderedStanding[]> = fc
  .array(fc.record({ total: fc.bigInt(0n, 3n), reachedAt: fc.nat(2) }), { maxLength: 12 })
  .map((entrants) => entrants.map((entrant, index) => ({ ...entrant, uid: `p${index}` })))

describe('placesOf', () => {
  test('gives the same place to whoever is level, and counts them all for the next', () => {
    const ordered = [at('a', 9n), at('b', 9n, 1), at('c', 5n), at('d', 5n), at('e', 5n, 1), at('f', 0n), at('g', 0n)]
    expect(placesOf(ordered, 'split')).toEqual([1, 1, 3, 3, 3, 6, 6])
    expect(placesOf(ordered, 'earliest')).toEqual([1, 2, 3, 3, 5, 6, 6])
    expect(placesOf([], 'split')).toEqual([])
  })

  test('is one more than how many are better, under either rule', () => {
    fc.assert(
      fc.property(standings, fc.constantFrom('split' as const, 'earliest' as const), (entrants, ties) => {
        const ordered = entrants.toSorted(compareStandings)
        const better = (a: OrderedStanding, b: OrderedStanding) =>
          a.total > b.total || (ties === 'earliest' && a.total === b.total && a.reachedAt < b.reachedAt)
        expect(placesOf(ordered, ties)).toEqual(
          ordered.map((standing) => 1 + entrants.filter((other) => better(other, standing)).length),
        )
      }),
    )
  })

  test('is the place that prizes go by', () => {
    fc.assert(
      fc.property(standings, fc.constantFrom('split' as const, 'earliest' as const), (entrants, ties) => {
        const ordered = entrants.toSorted(compareStandings)
        const places = placesOf(ordered, ties)
        const distribution = [{ from: 1, to: 20, percent: '5' }]
        for (const { standing, place } of allocatePrizes({ pool: 10_000n, distribution, standings: entrants, ties }))
          expect(place).toBe(places[ordered.indexOf(standing)])
      }),
    )
  })
})

test('the last key orders by code points, so that every database agrees', () => {
  const uids = ['🐐goat', 'Ａnn', 'ann', 'Ánn', 'Zoe']
  expect(
    uids
      .map((uid) => at(uid, 1n))
      .toSorted(compareStandings)
      .map(({ uid }) => uid),
  ).toEqual(['Zoe', 'ann', 'Ánn', 'Ａnn', '🐐goat'])
})
