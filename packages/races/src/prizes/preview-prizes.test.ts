import type { PrizeRange } from '@goated/schema/vocabulary'
import { describe, expect, test } from 'vitest'
import { previewPrizes } from './preview-prizes.ts'

describe('previewPrizes', () => {
  test('lists what each place gets, to the cent, and what is left', () => {
    const preview = previewPrizes({
      prizePool: '1000.02',
      prizeDistribution: [
        { from: 4, to: 10, percent: '2.5' },
        { from: 1, percent: '40' },
        { from: 2, to: 3, percent: '20.25' },
      ],
      placesMax: 4,
    })
    expect(preview).toEqual({
      kind: 'percent',
      places: [
        { place: 1, amount: 40_001n },
        { place: 2, amount: 20_250n },
        { place: 3, amount: 20_250n },
        { place: 4, amount: 2500n },
      ],
      placeCount: 10,
      total: 98_001n,
      unallocated: 2001n,
      shareTotal: '98',
    })
  })

  test('of amounts has no sum of shares', () => {
    const preview = previewPrizes({ prizePool: '100', prizeDistribution: [{ from: 1, to: 200, amount: '0.3' }] })
    expect(preview).toMatchObject({ kind: 'amount', placeCount: 200, total: 6000n, unallocated: 4000n })
    expect(preview.shareTotal).toBeNull()
    expect(preview.places).toHaveLength(100)
  })

  const refused: [code: string, details: object, distribution: PrizeRange[]][] = [
    [
      'PRIZE_RANGES_OVERLAP',
      { range: 0, place: 2 },
      [
        { from: 2, percent: '1' },
        { from: 1, to: 3, percent: '2' },
      ],
    ],
    [
      'PRIZE_RANGES_GAP',
      { range: 0, place: 2 },
      [
        { from: 3, percent: '1' },
        { from: 1, percent: '2' },
      ],
    ],
    [
      'PRIZE_KINDS_MIXED',
      { range: 0, place: 2 },
      [
        { from: 2, amount: '1' },
        { from: 1, percent: '2' },
      ],
    ],
    [
      'PRIZE_ORDER',
      { range: 0, place: 2 },
      [
        { from: 2, percent: '3' },
        { from: 1, percent: '2' },
      ],
    ],
  ]
  test.each(refused)('%s says which range and place are to blame', (code, details, prizeDistribution) => {
    const preview = () => previewPrizes({ prizePool: '10', prizeDistribution })
    expect(preview).toThrow(expect.objectContaining({ code, details }))
  })

  test('blames no single range for a sum', () => {
    const prizeDistribution = [
      { from: 1, percent: '60' },
      { from: 2, percent: '43.5' },
    ]
    const preview = () => previewPrizes({ prizePool: '10', prizeDistribution })
    expect(preview).toThrow(
      expect.objectContaining({
        code: 'PRIZE_SHARES_EXCEED_POOL',
        message: 'The shares add up to 103.5 %.',
        details: {},
      }),
    )
  })

  test('names the field of an input that is none', () => {
    const preview = () => previewPrizes({ prizePool: '-1', prizeDistribution: [{ from: 1, percent: '100' }] })
    expect(preview).toThrow(expect.objectContaining({ code: 'INPUT_INVALID' }))
  })
})
