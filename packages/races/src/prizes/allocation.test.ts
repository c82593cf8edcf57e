import { formatAmount } from '@goated/schema'
import type { PrizeRange } from '@goated/schema/vocabulary'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareStandings } from '../race/standing-order.ts'
import { allocatePrizes, type PrizeStanding } from './allocation.ts'
import { placePrizes, prizePlaces } from './distribution.ts'

/** Falling percentages of single places that add up to at most 100, or to exactly 100. */
function percentages(exactly100: boolean): fc.Arbitrary<PrizeRange[]> {
  return fc.array(fc.bigInt(1n, 1_000_000n), { minLength: 1, maxLength: 12 }).map((parts) => {
    const whole = 10_000_000_000n
    const sum = parts.reduce((total, part) => total + part, 0n)
    const shares = parts.map((part) => (part * whole) / sum).sort((a, b) => (a > b ? -1 : 1))
    const rest = whole - shares.reduce((total, share) => total + share, 0n)
    if (exactly100) shares[0] = (shares[0] ?? 0n) + rest
    return shares.map((share, index) => ({ from: index + 1, percent: formatAmount(share) }))
  })
}

const standings: fc.Arbitrary<PrizeStanding[]> = fc
  .array(fc.record({ total: fc.bigInt(1n, 6n), reachedAt: fc.nat(3) }), { maxLength: 16 })
  .map((entrants) => entrants.map((entrant, index) => ({ ...entrant, uid: `p${index}` })))

const pool = fc.oneof(fc.bigInt(0n, 2000n), fc.bigInt(0n, 10n ** 15n))
const ties = fc.constantFrom('split' as const, 'earliest' as const)
const unclaimed = fc.constantFrom('retain' as const, 'redistribute' as const)

function sumOf(allocations: readonly { amount: bigint }[]): bigint {
  return allocations.reduce((total, { amount }) => total + amount, 0n)
}

describe('allocatePrizes', () => {
  test('never pays more than the pool', () => {
    fc.assert(
      fc.property(
        pool,
        percentages(false),
        standings,
        ties,
        unclaimed,
        (...[size, distribution, entrants, tie, rest]) => {
          const allocations = allocatePrizes({
            pool: size,
            distribution,
            standings: entrants,
            ties: tie,
            unclaimed: rest,
          })
          expect(sumOf(allocations) <= size).toBe(true)
        },
      ),
    )
  })

  test('pays the pool to the cent when shares of 100 % are all claimed', () => {
    fc.assert(
      fc.property(pool, percentages(true), standings, ties, (size, distribution, entrants, tie) => {
        const allocations = allocatePrizes({ pool: size, distribution, standings: entrants, ties: tie })
        if (entrants.length >= distribution.length) expect(sumOf(allocations)).toBe(size)
        const all = allocatePrizes({
          pool: size,
          distribution,
          standings: entrants,
          ties: tie,
          unclaimed: 'redistribute',
        })
        if (entrants.length > 0) expect(sumOf(all)).toBe(size)
      }),
    )
  })

  test('gives no worse place more, whatever the order of the input', () => {
    fc.assert(
      fc.property(
        pool,
        percentages(false),
        standings,
        unclaimed,
        fc.nat(),
        (size, distribution, entrants, rest, turn) => {
          const input = { pool: size, distribution, unclaimed: rest, ties: 'split' as const }
          const allocations = allocatePrizes({ ...input, standings: entrants })
          const prizes = new Map(allocations.map(({ standing, amount }) => [standing.uid, amount]))
          const ordered = [...entrants].sort(compareStandings).map(({ uid }) => prizes.get(uid) ?? 0n)
          ordered.forEach((prize, index) => {
            const next = ordered[index + 1]
            if (next !== undefined) expect(prize >= next).toBe(true)
          })
          const cut = entrants.length === 0 ? 0 : turn % entrants.length
          const turned = [...entrants.slice(cut), ...entrants.slice(0, cut)].reverse()
          expect(allocatePrizes({ ...input, standings: turned })).toEqual(allocations)
        },
      ),
    )
  })

  test('leaves whom the minimum wager removes without a place', () => {
    const entrants = [
      { uid: 'a', total: 10n, reachedAt: 0 },
      { uid: 'b', total: 9n, reachedAt: 0 },
      { uid: 'c', total: 5n, reachedAt: 0 },
    ]
    const distribution = [{ from: 1, to: 3, percent: '10' }]
    const allocations = allocatePrizes({ pool: 100n, distribution, standings: entrants, minWager: 9n })
    expect(allocations.map(({ standing, place, amount }) => [standing.uid, place, amount])).toEqual([
      ['a', 1, 10n],
      ['b', 2, 10n],
    ])
    expect(allocatePrizes({ pool: 100n, distribution, standings: [] })).toEqual([])
  })
})

describe('prizePlaces', () => {
  test.each([
    [[{ from: 0, percent: '1' }]],
    [[{ from: 1.5, percent: '1' }]],
    [[{ from: 2, to: 1, percent: '1' }]],
    [[{ from: 1 }]],
    [[{ from: 1, percent: '-1' }]],
    [[{ from: 1, percent: 'half' }]],
    [[{ from: 1, amount: '0.001' }]],
    [[{ from: 1, percent: '0' }]],
    [[{ from: 1, amount: '0.00' }]],
    [
      [
        { from: 1, percent: '50' },
        { from: 2, to: 3, percent: '0.00000000' },
      ],
    ],
  ])('refuses %j', (distribution) => {
    expect(() => prizePlaces(100n, distribution)).toThrow(expect.objectContaining({ code: 'PRIZE_RANGE_INVALID' }))
  })

  test('says which share is zero, and accepts one that comes to less than a cent', () => {
    const distribution = [
      { from: 1, amount: '5' },
      { from: 2, amount: '0' },
    ]
    expect(() => prizePlaces(1000n, distribution)).toThrow(
      expect.objectContaining({ details: { range: 1, place: 2, field: 'amount' } }),
    )
    const places = prizePlaces(100n, [
      { from: 1, percent: '99' },
      { from: 2, percent: '0.5' },
    ])
    expect(placePrizes(100n, places)).toEqual([99n, 0n])
  })

  test('accepts shares of exactly 100 % and none above', () => {
    const places = prizePlaces(99_999n, [
      { from: 1, to: 3, percent: '33.33333333' },
      { from: 4, percent: '0.00000001' },
    ])
    expect(placePrizes(99_999n, places)).toEqual([33_333n, 33_333n, 33_333n, 0n])
    expect(() => prizePlaces(1n, [{ from: 1, percent: '100.00000001' }])).toThrow(
      expect.objectContaining({ code: 'PRIZE_SHARES_EXCEED_POOL' }),
    )
  })
})
