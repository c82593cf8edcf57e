import type { Payout } from '@goated/example-contract'
import { expect, test } from 'vitest'
import { payoutsCsv } from './payouts-csv.ts'

const owed: Payout = {
  id: 7,
  raceId: 3,
  raceTitle: 'Weekend, all in',
  userId: 12,
  username: '=ann',
  place: 1,
  amount: '500.00',
  currency: 'USD',
  status: 'owed',
  createdAt: '2026-03-01T00:00:00.000Z',
  settledAt: null,
  settledBy: null,
  reference: null,
  entries: [],
}

test('has as many cells in a row as in the header, and nothing for what is not known', () => {
  const [head = '', row = ''] = payoutsCsv([owed]).slice(1).split('\r\n')
  expect(row).toBe('7,3,"Weekend, all in",1,12,"\'=ann",500.00,USD,owed,2026-03-01T00:00:00.000Z,,,,')
  expect(row.replace('"Weekend, all in"', '').split(',')).toHaveLength(head.split(',').length)
})

test('tells of every correction', () => {
  const entry = { id: 1, recordedBy: 'chief', createdAt: '2026-03-02T00:00:00.000Z' }
  const corrected: Payout = {
    ...owed,
    entries: [
      { ...entry, kind: 'paid', reference: 'tx 1' },
      { ...entry, kind: 'corrected', reference: 'Sent to somebody else' },
    ],
  }
  expect(payoutsCsv([corrected])).toContain(',2026-03-02T00:00:00.000Z Sent to somebody else')
})
