import { expect, test } from 'vitest'
import { amountsAsText } from './amounts-as-text.ts'

test('a pool has two decimals, a wager eight, and everything else stays as it is', () => {
  const startDate = new Date('2025-06-02T12:00:00Z')
  const prizeDistribution = [{ from: 1, percent: '100' }]
  const body = {
    title: 'Evening',
    prizePool: 100_050n,
    minWager: 150_000_000n,
    amount: -1n,
    startDate,
    prizeDistribution,
  }
  expect(amountsAsText(body)).toEqual({
    ...body,
    prizePool: '1000.50',
    minWager: '1.50000000',
    amount: '-0.00000001',
  })
})
