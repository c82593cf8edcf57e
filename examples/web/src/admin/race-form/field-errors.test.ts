import { describe, expect, test } from 'vitest'
import { toFieldErrors } from './field-errors.ts'

const problem = (code: string, ...errors: [path: string, message: string][]) => ({
  code,
  message: 'detail',
  errors: errors.map(([path, message]) => ({ path, message })),
})

describe('toFieldErrors', () => {
  test.each([
    ['title', 'title'],
    ['endDate', 'end'],
    ['anchorStart', 'start'],
    ['periodSeconds', 'period'],
    ['periodDays', 'period'],
    ['prizeDistribution', 'prizes'],
    ['prizeDistribution.1.percent', 'prizes.1.share'],
    ['prizeDistribution.0.amount', 'prizes.0.share'],
    ['prizeDistribution.2.to', 'prizes.2.to'],
    ['calendar.timeZone', 'form'],
    ['', 'form'],
  ])('shows what is wrong with %j at %s', (path, field) => {
    expect(toFieldErrors(problem('INPUT_INVALID', [path, 'wrong']))).toEqual({ [field]: 'wrong' })
  })

  test('shows a sum that is too large at the whole table', () => {
    expect(
      toFieldErrors(problem('PRIZE_SHARES_EXCEED_POOL', ['prizeDistribution', 'The shares add up to 103.5 %.'])),
    ).toEqual({ prizes: 'The shares add up to 103.5 %.' })
  })

  test('shows a place that is missing at the places of a row, and a wrong order at its share', () => {
    expect(toFieldErrors(problem('PRIZE_RANGES_GAP', ['prizeDistribution.1', 'Place 2 is missing.']))).toEqual({
      'prizes.1.from': 'Place 2 is missing.',
    })
    expect(toFieldErrors(problem('PRIZE_RANGE_INVALID', ['prizeDistribution.1.percent', 'zero']))).toEqual({
      'prizes.1.share': 'zero',
    })
    expect(toFieldErrors(problem('PRIZE_ORDER', ['prizeDistribution.1', 'more']))).toEqual({ 'prizes.1.share': 'more' })
  })

  test('keeps the first of several, and finds a place for what names no field', () => {
    expect(toFieldErrors(problem('INPUT_INVALID', ['title', 'first'], ['title', 'second']))).toEqual({ title: 'first' })
    expect(toFieldErrors(problem('RACE_RULES_FIXED'))).toEqual({ form: 'detail' })
    expect(toFieldErrors(problem('PRIZE_RANGES_GAP'))).toEqual({ prizes: 'detail' })
  })
})
