import { describe, expect, it } from 'vitest'
import { groupPrizes } from './prize-groups.ts'

describe('groupPrizes', () => {
  it('joins neighbours with equal prizes, whatever their spelling', () => {
    expect(
      groupPrizes([
        { place: 3, amount: '50.00' },
        { place: 1, amount: '100.00' },
        { place: 2, amount: '50' },
        { place: 5, amount: '50.00' },
      ]),
    ).toEqual([
      { from: 1, to: 1, amount: '100.00' },
      { from: 2, to: 3, amount: '50' },
      { from: 5, to: 5, amount: '50.00' },
    ])
  })

  it('has nothing to say about a race without prizes', () => {
    expect(groupPrizes([])).toEqual([])
  })
})
