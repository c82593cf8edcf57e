import { describe, expect, it } from 'vitest'
import { type Line, momentsOf, thinOut } from './line.ts'

const line = (key: string, ...points: [number, string][]): Line => ({
  key,
  name: key,
  points: points.map(([at, amount]) => ({ at, amount })),
})

describe('momentsOf', () => {
  it('carries each line forward to the moments of the others', () => {
    expect(momentsOf([line('a', [1, '1.00'], [3, '3.00']), line('b', [2, '5.00'])])).toEqual([
      { at: 1, amounts: ['1.00', null] },
      { at: 2, amounts: ['1.00', '5.00'] },
      { at: 3, amounts: ['3.00', '5.00'] },
    ])
  })

  it('takes the last of two points at the same time', () => {
    expect(momentsOf([line('a', [1, '1.00'], [1, '2.00'])])).toEqual([{ at: 1, amounts: ['2.00'] }])
  })

  it('has nothing to show for nothing', () => {
    expect(momentsOf([])).toEqual([])
    expect(momentsOf([line('a')])).toEqual([])
  })
})

describe('thinOut', () => {
  const moments = Array.from({ length: 100 }, (_, at) => ({ at, amounts: [] }))

  it('keeps the first and the last', () => {
    const few = thinOut(moments, 10)
    expect(few).toHaveLength(10)
    expect(few[0]?.at).toBe(0)
    expect(few.at(-1)?.at).toBe(99)
  })

  it('leaves few as they are', () => {
    expect(thinOut(moments.slice(0, 3), 10)).toHaveLength(3)
  })
})
