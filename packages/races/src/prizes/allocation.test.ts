import { formatAmount } from '@goated/schema'
import type { PrizeRange } from '@goated/schema/vocabulary'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareStandings } from '../race/standing-order.ts'
import { allocatePrizes, type PrizeStanding } from './allocation.ts'

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

/** What each gets, in cents, by uid; `total@reachedAt` for each entrant. */
function paid(
  input: Omit<Parameters<typeof allocatePrizes>[0], 'standings'>,
  entrants: Readonly<Record<string, string>>,
): Record<string, bigint> {
  const standings = Object.entries(entrants).map(([uid, shown]) => {
    const [total = '', reachedAt = '0'] = shown.split('@')
    return { uid, total: BigInt(total), reachedAt: Number.parseInt(reachedAt, 10) }
  })
  return Object.fromEntries(
    allocatePrizes({ ...input, standings }).map(({ standing, amount }) => [standing.uid, amount]),
  )
}
const shares = (...percents: string[]) => percents.map((percent, index) => ({ from: index + 1, percent }))
const level = { a: '9@2', b: '9@1', c: '5@1' }

describe('one rule at a time:', () => {
  test.each<[what: string, Parameters<typeof paid>[0], Readonly<Record<string, string>>, Record<string, bigint>]>([
    // Which tie rule, and what it is when nobody said.
    [
      'level entrants split',
      { pool: 100n, distribution: shares('50', '30', '20'), ties: 'split' },
      level,
      { a: 40n, b: 40n, c: 20n },
    ],
    [
      'level entrants split unless told',
      { pool: 100n, distribution: shares('50', '30', '20') },
      level,
      { a: 40n, b: 40n, c: 20n },
    ],
    [
      'the earliest wins',
      { pool: 100n, distribution: shares('50', '30', '20'), ties: 'earliest' },
      level,
      { b: 50n, a: 30n, c: 20n },
    ],
    [
      'who came in one reading splits also under `earliest`',
      { pool: 100n, distribution: shares('50', '30', '20'), ties: 'earliest' },
      { a: '9@1', b: '9@1', c: '5@1' },
      { a: 40n, b: 40n, c: 20n },
    ],
    // Odd cents within a tie: who was there first, then the uid.
    [
      'an odd cent goes to who was first',
      { pool: 3n, distribution: shares('67', '33') },
      { a: '9@2', b: '9@1' },
      { b: 2n, a: 1n },
    ],
    [
      'an odd cent goes to the first uid',
      { pool: 3n, distribution: shares('67', '33') },
      { b: '9', a: '9' },
      { a: 2n, b: 1n },
    ],
    [
      'two odd cents go to two',
      { pool: 5n, distribution: shares('60', '20', '20') },
      { a: '9@3', b: '9@2', c: '9@1' },
      { c: 2n, b: 2n, a: 1n },
    ],
    [
      'a tie across the last place shares what is left',
      { pool: 100n, distribution: shares('60', '40') },
      { a: '9', b: '5', c: '5', d: '5' },
      { a: 60n, b: 14n, c: 13n, d: 13n },
    ],
    [
      'behind the last place nothing is paid',
      { pool: 100n, distribution: shares('60', '40') },
      { a: '9', b: '5', c: '4' },
      { a: 60n, b: 40n },
    ],
    [
      'a place that comes to nothing is no prize',
      { pool: 1n, distribution: shares('99', '1') },
      { a: '9', b: '5' },
      { a: 1n },
    ],
    // The minimum wager, on both sides of it.
    [
      'exactly the minimum qualifies',
      { pool: 100n, distribution: shares('60', '40'), minWager: 5n },
      { a: '9', b: '5', c: '4' },
      { a: 60n, b: 40n },
    ],
    [
      'one unit less does not',
      { pool: 100n, distribution: shares('60', '40'), minWager: 6n },
      { a: '9', b: '5', c: '4' },
      { a: 60n },
    ],
    // Unclaimed places.
    [
      'what nobody claims stays',
      { pool: 100n, distribution: shares('60', '40'), unclaimed: 'retain' },
      { a: '9' },
      { a: 60n },
    ],
    ['what nobody claims stays unless told', { pool: 100n, distribution: shares('60', '40') }, { a: '9' }, { a: 60n }],
    [
      'what nobody claims is spread',
      { pool: 100n, distribution: shares('50', '25', '15'), unclaimed: 'redistribute' },
      { a: '9', b: '5' },
      { a: 60n, b: 30n },
    ],
    [
      'amounts that nobody claims are spread',
      {
        pool: 100n,
        distribution: [
          { from: 1, amount: '0.40' },
          { from: 2, to: 4, amount: '0.20' },
        ],
        unclaimed: 'redistribute',
      },
      { a: '9', b: '5' },
      { a: 67n, b: 33n },
    ],
    // Scaling up two places of two would give each of them a cent.
    [
      'where all is claimed nothing is spread',
      { pool: 3n, distribution: shares('52', '18'), unclaimed: 'redistribute' },
      { a: '9', b: '5' },
      { a: 2n },
    ],
    [
      'nor where more qualify',
      { pool: 3n, distribution: shares('52', '18'), unclaimed: 'redistribute' },
      { a: '9', b: '5', c: '4' },
      { a: 2n },
    ],
    [
      'nobody is paid where nobody qualifies',
      { pool: 100n, distribution: shares('60', '40'), unclaimed: 'redistribute' },
      {},
      {},
    ],
  ])('%s', (_, input, entrants, expected) => {
    expect(paid(input, entrants)).toEqual(expected)
  })
})
