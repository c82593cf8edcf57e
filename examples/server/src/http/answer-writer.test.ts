import { contract } from '@goated/example-contract'
import { expect, test } from 'vitest'
import { answerWriter } from './answer-writer.ts'

test('amounts and instants are written as text, and what the contract does not name stays here', () => {
  const toJson = answerWriter(contract.requestReading.answer)
  expect(toJson({ requestedAt: new Date('2025-06-02T12:00:00Z'), requestedBy: 7 })).toEqual({
    requestedAt: '2025-06-02T12:00:00.000Z',
  })
  const preview = {
    kind: 'percent',
    places: [{ place: 1, amount: 5050n, secret: 1 }],
    placeCount: 1,
    total: 5050n,
    unallocated: 0n,
    shareTotal: '100',
  }
  expect(answerWriter(contract.previewPrizes.answer)(preview)).toEqual({
    ...preview,
    places: [{ place: 1, amount: '50.50' }],
    total: '50.50',
    unallocated: '0.00',
  })
})

test('an answer without amounts or instants loses what the contract does not name, too', () => {
  const site = { name: 'Goated', footer: { text: null, links: [], minAge: 18 }, namesMasked: false }
  expect(answerWriter(contract.getSite.answer)({ ...site, secret: 'x' })).toEqual(site)
})

test('an answer that does not fit the contract is not sent', () => {
  expect(() => answerWriter(contract.requestReading.answer)({ requestedAt: 'now' })).toThrow()
  expect(() => answerWriter(contract.getSite.answer)({ name: 7 })).toThrow()
})
