import { parseAmount } from '@goated/schema'
import { describe, expect, test } from 'vitest'
import { progressionPoints, progressionStep } from './progression.ts'

const start = new Date('2025-06-02T12:00:00Z')
const seconds = (count: number) => new Date(start.getTime() + count * 1000)

test.each([
  [0, 1],
  [1, 1],
  [118, 1],
  [118.001, 2],
  [236, 2],
  [237, 3],
  [604_800, 5126],
])('over %d seconds a point comes at most every %d', (span, step) => {
  expect(progressionStep(start, seconds(span))).toBe(step)
})

describe('progressionPoints', () => {
  const at = (count: number) => Math.floor(start.getTime() / 1000) + count
  const points = (history: [number, string][], asOf: number | null, total: string, end = 3600) =>
    progressionPoints(
      history.map(([second, text]) => [at(second), text]),
      { asOf: asOf === null ? null : seconds(asOf), endDate: seconds(end) },
      parseAmount(total),
    ).map((point) => [(point.at.getTime() - start.getTime()) / 1000, point.total / 100_000_000n])

  test.each<[what: string, history: [number, string][], asOf: number | null, total: string, shown: [number, bigint][]]>(
    [
      ['nothing before the first reading', [], null, '5', []],
      ['what is recorded before the first reading', [[1, '5']], null, '7', [[1, 5n]]],
      ['the present where nothing is recorded', [], 10, '5', [[10, 5n]]],
      [
        'the present behind the last',
        [[1, '5']],
        10,
        '7',
        [
          [1, 5n],
          [10, 7n],
        ],
      ],
      [
        'that it stayed the same for a second',
        [[1, '5']],
        2,
        '5',
        [
          [1, 5n],
          [2, 5n],
        ],
      ],
      ['no second point within a second', [[1, '5']], 1.999, '5', [[1, 5n]]],
      [
        'another total within a second',
        [[1, '5']],
        1.5,
        '6',
        [
          [1, 5n],
          [1.5, 6n],
        ],
      ],
      [
        'no present before the last point',
        [[20, '5']],
        10,
        '6',
        [
          [20, 5n],
          [20, 6n],
        ],
      ],
      [
        'nothing after the end',
        [[1, '5']],
        4000,
        '7',
        [
          [1, 5n],
          [3600, 7n],
        ],
      ],
    ],
  )('shows %s', (_, history, asOf, total, shown) => {
    expect(points(history, asOf, total)).toEqual(shown)
  })
})
