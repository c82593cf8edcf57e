import { describe, expect, test } from 'vitest'
import { parseAmount } from '../../format/amount.ts'
import { nextRow, presetRows, presets, toDistribution } from './prize-distribution.ts'

const row = (from: string, to: string, share: string) => ({ key: 1, from, to, share })

describe('toDistribution', () => {
  test('sends shares as the text they are', () => {
    expect(toDistribution('percent', [row('1', '', ' 33.33333333 '), row('2', '10', '5')])).toEqual({
      distribution: [
        { from: 1, percent: '33.33333333' },
        { from: 2, to: 10, percent: '5' },
      ],
      errors: {},
    })
    expect(toDistribution('amount', [row('1', '', '0.10')]).distribution).toEqual([{ from: 1, amount: '0.10' }])
  })

  test('says in which cell something is no number', () => {
    const { errors } = toDistribution('percent', [row('1', '', '50'), row('two', '2.5', '12,5'), row('0', '', '')])
    expect(Object.keys(errors)).toEqual([
      'prizes.1.from',
      'prizes.1.to',
      'prizes.1.share',
      'prizes.2.from',
      'prizes.2.share',
    ])
  })

  test('wants at least one prize', () => {
    expect(toDistribution('percent', []).errors).toEqual({ prizes: 'Add at least one prize.' })
  })
})

test.each(presets)('$label leaves no gap and pays out everything', ({ label }) => {
  const { distribution, errors } = toDistribution('percent', presetRows(label))
  expect(errors).toEqual({})
  let place = 0
  let sum = 0n
  for (const { from, to = from, percent = '0' } of distribution) {
    expect(from).toBe(place + 1)
    place = to
    sum += parseAmount(percent) * BigInt(to - from + 1)
  }
  expect(sum).toBe(parseAmount('100'))
})

test('nextRow goes on where the table ends', () => {
  expect(nextRow([])).toMatchObject({ key: 1, from: '1' })
  expect(nextRow([row('1', '', '50')])).toMatchObject({ key: 2, from: '2', share: '' })
  expect(nextRow([row('4', '10', '5')])).toMatchObject({ from: '11' })
  expect(nextRow([row('x', '', '5')])).toMatchObject({ from: '' })
})
