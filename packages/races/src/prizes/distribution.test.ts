import type { PrizeRange } from '@goated/schema/vocabulary'
import { describe, expect, test } from 'vitest'
import { apportion, formatPercent, placePrizes, prizePlaces } from './distribution.ts'

function refused(pool: bigint, distribution: readonly PrizeRange[]): { code: string; details: unknown } | 'accepted' {
  try {
    prizePlaces(pool, distribution)
    return 'accepted'
  } catch (error) {
    const { code, details } = error as { code: string; details: unknown }
    return { code, details }
  }
}

describe('prizePlaces', () => {
  test.each<[distribution: readonly unknown[], details: object]>([
    [[{ from: 0, percent: '1' }], { range: 0 }],
    [[{ from: 1.5, percent: '1' }], { range: 0 }],
    [[{ from: 1, to: 1.5, percent: '1' }], { range: 0 }],
    [[{ from: 2, to: 1, percent: '1' }], { range: 0 }],
    [[{ from: 1, to: 100_001, percent: '0.00000001' }], { range: 0 }],
    [[{ from: 1 }], { range: 0, place: 1 }],
    [[{ from: 1, percent: 50 }], { range: 0, place: 1 }],
    [[{ from: 1, percent: '-1' }], { range: 0, place: 1 }],
    [[{ from: 1, percent: 'half' }], { range: 0, place: 1, field: 'percent' }],
    [[{ from: 1, percent: '1e' }], { range: 0, place: 1, field: 'percent' }],
    [[{ from: 1, amount: '0.001' }], { range: 0, place: 1, field: 'amount' }],
    [[{ from: 1, percent: '0' }], { range: 0, place: 1, field: 'percent' }],
    [[{ from: 1, amount: '0.00' }], { range: 0, place: 1, field: 'amount' }],
    [
      [
        { from: 1, percent: '50' },
        { from: 2, to: 3, percent: '0.00000000' },
      ],
      { range: 1, place: 2, field: 'percent' },
    ],
  ])('refuses %j', (distribution, details) => {
    expect(refused(100n, distribution as PrizeRange[])).toEqual({ code: 'PRIZE_RANGE_INVALID', details })
  })

  test('keeps what made a share no number', () => {
    const error = (() => {
      try {
        return prizePlaces(100n, [{ from: 1, percent: 'half' }])
      } catch (caught) {
        return caught
      }
    })()
    expect((error as Error).cause).toMatchObject({ code: 'AMOUNT_INVALID' })
  })

  test.each<[code: string, details: object, distribution: PrizeRange[]]>([
    // The range that begins later is to blame, or the one that ends later, in whatever order they are given.
    [
      'PRIZE_RANGES_OVERLAP',
      { range: 1, place: 3 },
      [
        { from: 1, to: 3, percent: '1' },
        { from: 3, to: 4, percent: '1' },
      ],
    ],
    [
      'PRIZE_RANGES_OVERLAP',
      { range: 0, place: 1 },
      [
        { from: 1, to: 3, percent: '1' },
        { from: 1, percent: '1' },
      ],
    ],
    [
      'PRIZE_RANGES_OVERLAP',
      { range: 1, place: 1 },
      [
        { from: 1, percent: '1' },
        { from: 1, to: 3, percent: '1' },
      ],
    ],
    ['PRIZE_RANGES_GAP', { range: 0, place: 1 }, [{ from: 2, percent: '1' }]],
    [
      'PRIZE_RANGES_GAP',
      { range: 1, place: 3 },
      [
        { from: 1, to: 2, percent: '1' },
        { from: 4, percent: '1' },
      ],
    ],
    ['PRIZE_KINDS_MIXED', { range: 0, place: 1 }, [{ from: 1, percent: '1', amount: '1' }]],
    [
      'PRIZE_KINDS_MIXED',
      { range: 1, place: 2 },
      [
        { from: 1, percent: '1' },
        { from: 2, amount: '0.01' },
      ],
    ],
    ['PRIZE_SHARES_EXCEED_POOL', {}, [{ from: 1, to: 3, percent: '33.34' }]],
    ['PRIZE_SHARES_EXCEED_POOL', {}, [{ from: 1, percent: '100.00000001' }]],
    [
      'PRIZE_SHARES_EXCEED_POOL',
      {},
      [
        { from: 1, amount: '0.50' },
        { from: 2, to: 3, amount: '0.26' },
      ],
    ],
    [
      'PRIZE_ORDER',
      { range: 1, place: 2 },
      [
        { from: 1, percent: '30' },
        { from: 2, percent: '30.00000001' },
      ],
    ],
  ])('%s %j for %j', (code, details, distribution) => {
    expect(refused(100n, distribution)).toEqual({ code, details })
  })

  test.each<[what: string, pool: bigint, distribution: PrizeRange[]]>([
    [
      'shares of exactly 100 %',
      99_999n,
      [
        { from: 1, to: 3, percent: '33.33333333' },
        { from: 4, percent: '0.00000001' },
      ],
    ],
    [
      'amounts of exactly the pool',
      100n,
      [
        { from: 1, amount: '0.50' },
        { from: 2, to: 3, amount: '0.25' },
      ],
    ],
    // More cents than there are units in 100 %: amounts are not measured by that.
    ['amounts however large', 20_000_000_000n, [{ from: 1, amount: '150000000.00' }]],
    [
      'places that get the same',
      100n,
      [
        { from: 1, percent: '30' },
        { from: 2, percent: '30' },
      ],
    ],
    ['as many places as may be', 100n, [{ from: 1, to: 100_000, percent: '0.00000001' }]],
    ['no places at all', 100n, []],
  ])('accepts %s', (_, pool, distribution) => {
    expect(refused(pool, distribution)).toBe('accepted')
  })

  test('spreads ranges over places, best first, whatever their order', () => {
    const distribution = [
      { from: 3, to: 4, percent: '10' },
      { from: 1, percent: '50' },
      { from: 2, percent: '30' },
    ]
    expect(prizePlaces(100n, distribution)).toEqual({
      kind: 'percent',
      weights: [5_000_000_000n, 3_000_000_000n, 1_000_000_000n, 1_000_000_000n],
    })
    expect(prizePlaces(100n, [])).toEqual({ kind: 'percent', weights: [] })
    expect(prizePlaces(100n, [{ from: 1, to: 2, amount: '0.3' }])).toEqual({ kind: 'amount', weights: [30n, 30n] })
  })
})

describe('placePrizes', () => {
  const place = (pool: bigint, ...percents: string[]) =>
    placePrizes(
      pool,
      prizePlaces(
        pool,
        percents.map((percent, index) => ({ from: index + 1, percent })),
      ),
    )

  test.each<[what: string, pool: bigint, percents: string[], prizes: bigint[]]>([
    ['to the better place on equal loss', 10n, ['45', '35', '20'], [5n, 3n, 2n]],
    ['to the largest remainder, though it is a worse place', 10n, ['41', '39', '20'], [4n, 4n, 2n]],
    ['to two places one each', 10n, ['38', '37', '25'], [4n, 4n, 2n]],
    ['to the last two', 10n, ['41', '29.5', '29.5'], [4n, 3n, 3n]],
    ['nowhere where nothing is left over', 10n, ['50', '30', '20'], [5n, 3n, 2n]],
    ['nowhere where they were never promised', 10_000n, ['33.33', '33.33', '33.33'], [3333n, 3333n, 3333n]],
  ])('odd cents go %s', (_, pool, percents, prizes) => {
    expect(place(pool, ...percents)).toEqual(prizes)
  })

  test('gives amounts as they are', () => {
    expect(placePrizes(100n, { kind: 'amount', weights: [40n, 10n] })).toEqual([40n, 10n])
  })
})

test('apportion keeps the order of many equal remainders', () => {
  const equal = Array<bigint>(40).fill(1n)
  expect(apportion(15n, equal, 15n, 40n)).toEqual([...Array<bigint>(15).fill(1n), ...Array<bigint>(25).fill(0n)])
})

test.each([
  [10_350_000_000n, '103.5'],
  [10_000_000_000n, '100'],
  [1n, '0.00000001'],
  [0n, '0'],
  [1_000_000_000n, '10'],
])('formatPercent writes %s as %s', (weight, text) => {
  expect(formatPercent(weight)).toBe(text)
})
