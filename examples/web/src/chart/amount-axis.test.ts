import { describe, expect, it } from 'vitest'
import { amountAxis, positionOn } from './amount-axis.ts'

const labels = (amounts: string[], fromZero = true) =>
  amountAxis(amounts, { fromZero, currency: 'USD' }).ticks.map(({ label }) => label)

describe('amountAxis', () => {
  it('has round marks above the highest amount', () => {
    expect(labels(['12.00', '87.31'])).toEqual(['$0', '$50', '$100'])
    expect(labels(['1920.00'])).toEqual(['$0', '$500', '$1,000', '$1,500', '$2,000'])
  })

  it('shortens thousands and millions', () => {
    expect(labels(['18500.00'])).toEqual(['$0', '$5k', '$10k', '$15k', '$20k'])
    expect(labels(['8000000.00'])).toEqual(['$0', '$2M', '$4M', '$6M', '$8M'])
  })

  it('goes down to cents', () => {
    expect(labels(['0.03'])).toEqual(['$0', '$0.01', '$0.02', '$0.03'])
  })

  it('begins near the lowest amount where lengths need not be compared', () => {
    expect(labels(['50010.00', '50290.00'], false)).toEqual(['$50,000', '$50,100', '$50,200', '$50,300'])
  })

  it('has room even for nothing, or for a line that is level', () => {
    expect(labels(['0.00'])).toEqual(['$0', '$0.01'])
    expect(labels([])).toEqual(['$0', '$0.01'])
    expect(labels(['100.00', '100.00'], false)).toEqual(['$100', '$100.01'])
  })

  it('goes below zero', () => {
    expect(labels(['-30.00', '30.00'])).toEqual(['-$40', '-$20', '$0', '$20', '$40'])
  })
})

it('positionOn places amounts between bottom and top without losing a digit of large ones', () => {
  const axis = amountAxis(['0.00', '40000000000000000.00'], { fromZero: true })
  expect(positionOn(axis, '0.00')).toBe(0)
  expect(positionOn(axis, '10000000000000000.00')).toBe(2_500)
  expect(positionOn(axis, '40000000000000000.00')).toBe(10_000)
})
