import { describe, expect, test } from 'vitest'
import { CHART_HEIGHT, chartScale } from './chart-scale.ts'

describe('chartScale', () => {
  test.each([
    ['10.00000000', ['3.5', '9.99999999']],
    ['20.00000000', ['10.00000001']],
    ['4000000000000.00000000', ['2500000000000.5']],
    ['4.00000000', []],
    ['4.00000000', ['0']],
  ])('reaches %s for %j', (top, amounts) => {
    expect(chartScale(amounts).top).toBe(top)
  })

  test('has ticks from zero to the top', () => {
    expect(chartScale(['1999']).ticks).toEqual([
      { level: 0, amount: '0.00000000' },
      { level: 2500, amount: '500.00000000' },
      { level: 5000, amount: '1000.00000000' },
      { level: 7500, amount: '1500.00000000' },
      { level: CHART_HEIGHT, amount: '2000.00000000' },
    ])
  })
})
