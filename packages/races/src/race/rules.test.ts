import { MONEY_MAX, WAGER_MAX } from '@goated/schema'
import { JOIN_POLICIES, TIE_RULES, UNCLAIMED_RULES } from '@goated/schema/vocabulary'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { differingRules, encodeRules, type RaceRules, raceRulesCodec, rulesOf } from './rules.ts'

const rules: RaceRules = {
  prizePool: 100_000n,
  currency: 'USD',
  minWager: 5_00000000n,
  prizeDistribution: [
    { from: 1, percent: '60' },
    { from: 2, to: 3, percent: '20' },
  ],
  ties: 'split',
  unclaimed: 'retain',
  joinPolicy: 'open',
  timeZone: 'UTC',
  calendar: { timeZone: 'UTC', weekStartsOn: 1 },
  graceSeconds: 86_400,
}

test('are text in JSON, and the same again in code', () => {
  expect(encodeRules(rules)).toEqual({ ...rules, prizePool: '1000.00', minWager: '5.00000000' })
  const anyRules = fc.record({
    prizePool: fc.bigInt(0n, MONEY_MAX),
    minWager: fc.bigInt(0n, WAGER_MAX),
    ties: fc.constantFrom(...TIE_RULES),
    unclaimed: fc.constantFrom(...UNCLAIMED_RULES),
    joinPolicy: fc.constantFrom(...JOIN_POLICIES),
    graceSeconds: fc.integer({ min: 0, max: 30 * 86_400 }),
  })
  fc.assert(
    fc.property(anyRules, (some) => {
      const json: unknown = JSON.parse(JSON.stringify(encodeRules({ ...rules, ...some })))
      expect(z.decode(raceRulesCodec, json as never)).toEqual({ ...rules, ...some })
    }),
  )
})

test('are taken out of a row that has more', () => {
  expect(rulesOf({ ...rules, title: 'Race' } as RaceRules)).toEqual(rules)
})

test('that differ are named, whatever the order of keys', () => {
  const changed: Partial<RaceRules>[] = [
    { prizePool: 100_001n },
    { currency: 'EUR' },
    { minWager: 5_00000001n },
    { prizeDistribution: [{ from: 1, percent: '100' }] },
    { ties: 'earliest' },
    { unclaimed: 'redistribute' },
    { joinPolicy: 'opt_in' },
    { timeZone: 'Europe/Berlin' },
    { calendar: { timeZone: 'UTC', weekStartsOn: 7 } },
    { graceSeconds: 0 },
  ]
  expect(changed.flatMap(Object.keys).sort()).toEqual(Object.keys(rules).sort())
  for (const change of changed)
    expect(differingRules(rules, { ...rules, ...change }).map(({ name }) => name)).toEqual(Object.keys(change))
  const sameCalendar = { weekStartsOn: 1, timeZone: 'UTC' }
  const sameShares = [
    { percent: '60', from: 1 },
    { percent: '20', to: 3, from: 2 },
  ]
  expect(differingRules(rules, { ...rules, calendar: sameCalendar, prizeDistribution: sameShares })).toEqual([])
  expect(differingRules(rules, { ...rules, ties: 'earliest' })).toEqual([
    { name: 'ties', one: 'split', other: 'earliest' },
  ])
})
