import type { Standing } from '@goated/example-contract'
import { describe, expect, it } from 'vitest'
import { describePlace } from './describe-place.ts'

const race = { entrants: 1_204, currency: 'USD' }
const standing = (rank: number, total: string, username = `p${rank}`): Standing => ({
  rank,
  position: rank,
  previousRank: rank,
  key: String(rank),
  username,
  masked: false,
  total,
  adjustment: '0.00000000',
  prize: '0.00',
  flags: [],
  stale: false,
})

describe('describePlace', () => {
  it('says how much is missing to the next place', () => {
    const items = [standing(41, '90.50'), standing(42, '80.25'), standing(43, '1.00')]
    expect(describePlace({ rank: 42, key: '42', items }, race)).toBe('Rank 42 of 1,204, $10.25 behind p41.')
  })

  it('says how far ahead the leader is', () => {
    const items = [standing(1, '90.50'), standing(2, '80.25')]
    expect(describePlace({ rank: 1, key: '1', items }, race)).toBe('Rank 1 of 1,204, in the lead by $10.25.')
    expect(describePlace({ rank: 1, key: '1', items: items.slice(0, 1) }, race)).toBe('Rank 1 of 1,204, in the lead.')
  })

  it('finds the row by its key where names are masked and repeat', () => {
    const items = [standing(7, '5.00', 'ab***'), standing(8, '3.00', 'ab***'), standing(9, '1.00', 'ab***')]
    expect(describePlace({ rank: 9, key: '9', items }, race)).toBe('Rank 9 of 1,204, $2.00 behind ab***.')
  })

  it('does not call a gap of less than a cent nothing', () => {
    const items = [standing(2, '5.00400000'), standing(3, '5.00')]
    expect(describePlace({ rank: 3, key: '3', items }, race)).toBe('Rank 3 of 1,204, less than $0.01 behind p2.')
  })

  it('speaks of a tie', () => {
    const earliest = { rank: 3, key: '3', items: [standing(2, '5.00'), standing(3, '5.00')] }
    expect(describePlace(earliest, race)).toBe('Rank 3 of 1,204, level with p2.')
    const shared = ['ann', 'bob'].map((name) => ({ ...standing(1, '5.00', name), key: name }))
    expect(describePlace({ rank: 1, key: 'bob', items: shared }, race)).toBe('Rank 1 of 1,204, level with ann.')
    expect(describePlace({ rank: 1, key: 'ann', items: shared }, race)).toBe('Rank 1 of 1,204, level with bob.')
  })

  it('has only the rank to tell when the rows are gone', () => {
    expect(describePlace({ rank: 3, key: '3', items: [] }, race)).toBe('Rank 3 of 1,204.')
  })
})
