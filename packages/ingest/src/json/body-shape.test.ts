import { expect, test } from 'vitest'
import { bodyShape, compareShapes, describeDrift, learnShape } from './body-shape.ts'

const full = bodyShape({ data: [{ id: 1, players: [{ uid: 'a', name: 'a' }] }], at: 'x' })

test('keys that came and went are named', () => {
  expect(describeDrift(full, bodyShape({ data: [{ id: 1, players: [{ uid: 'a', nick: 'a' }] }], at: 'x' }))).toBe(
    'Keys added: data[].players[].nick; removed: data[].players[].name.',
  )
  expect(describeDrift(full, bodyShape({ data: { list: [] }, at: 'x' }))).toContain('data.list')
})

test('a list that is empty says nothing of its elements, in either body', () => {
  const without = bodyShape({ data: [{ id: 1, players: [] }], at: 'x' })
  const nobody = bodyShape({ data: [], at: 'x' })
  for (const body of [without, nobody]) {
    expect(describeDrift(full, body)).toBeNull()
    expect(describeDrift(body, full)).toBeNull()
    expect(learnShape(full, body)).toEqual(full)
    expect(learnShape(body, full)).toEqual(full)
  }
  expect(describeDrift(full, bodyShape({ data: [] }))).toBe('Keys added: none; removed: at.')
})

test('what was lost for good is not remembered', () => {
  const now = bodyShape({ data: [{ id: 1, players: [{ uid: 'a' }] }] })
  expect(learnShape(full, now)).toEqual(now)
  expect(learnShape(null, now)).toEqual(now)
  expect(learnShape(full, [])).toEqual(full)
})

test('the shape of a body has every path once, in order', () => {
  expect(bodyShape({ z: 1, data: [{ b: 1 }, { a: { c: null } }, { b: 2 }] })).toEqual([
    'data',
    'data[].a',
    'data[].a.c',
    'data[].b',
    'z',
  ])
  expect(bodyShape([{ uid: 1 }, [{ deep: 1 }]])).toEqual(['[].uid', '[][].deep'])
  for (const value of [null, 'text', 7, [], {}, [null, 7]]) expect(bodyShape(value)).toEqual([])
})

test('it is looked for in so many rows, so deep, and so much of it', () => {
  const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ [`k${index}`]: 1 }))
  expect(bodyShape(rows(20))).toHaveLength(20)
  expect(bodyShape(rows(30))).toHaveLength(20)
  const nested = (levels: number): object => (levels === 0 ? {} : { a: nested(levels - 1) })
  expect(bodyShape(nested(9)).at(-1)).toBe('a.a.a.a.a.a.a')
  // Lists count as well.
  expect(bodyShape([[[[[[{ a: 1 }]]]]]])).toEqual(['[][][][][][].a'])
  expect(bodyShape([[[[[[[{ a: 1 }]]]]]]])).toEqual([])
  const wide = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 1]))
  expect(bodyShape(wide(200))).toHaveLength(200)
  expect(bodyShape(wide(201))).toHaveLength(200)
})

test('what is missing and added is told both ways', () => {
  expect(compareShapes(['a', 'b', 'data', 'data[].x'], ['b', 'c', 'data', 'data[].y'])).toEqual({
    missing: ['a', 'data[].x'],
    added: ['c', 'data[].y'],
  })
  // Another list that is empty is no excuse, nor is a list that has gone.
  expect(compareShapes(['data', 'data[].x', 'other'], ['other'])).toEqual({ missing: ['data', 'data[].x'], added: [] })
  expect(compareShapes(['a', 'a[].x', 'b', 'b[].y'], ['a', 'b', 'b[].y'])).toEqual({ missing: [], added: [] })
})

test('drift is nothing to tell where there is nothing to compare, and long lists are cut', () => {
  expect(describeDrift(null, ['a'])).toBeNull()
  expect(describeDrift([], ['a'])).toBeNull()
  expect(describeDrift(['a'], [])).toBeNull()
  expect(describeDrift(['a'], ['a'])).toBeNull()
  expect(describeDrift(['a'], ['a', 'b'])).toBe('Keys added: b; removed: none.')
  expect(describeDrift(['a', 'b'], ['a'])).toBe('Keys added: none; removed: b.')
  const many = (count: number) => Array.from({ length: count }, (_, index) => `k${index}`)
  expect(describeDrift(['a'], ['a', ...many(10)])).toBe(`Keys added: ${many(10).join(', ')}; removed: none.`)
  expect(describeDrift(['a'], ['a', ...many(12)])).toBe(`Keys added: ${many(10).join(', ')} and 2 more; removed: none.`)
  expect(describeDrift(['a'], ['a', 'x'.repeat(99)])).toBe(`Keys added: ${'x'.repeat(80)}; removed: none.`)
})

test('what is learnt is in order and has each path once', () => {
  expect(learnShape(['data', 'data[].x', 'gone'], ['z', 'data'])).toEqual(['data', 'data[].x', 'z'])
  expect(learnShape(['data', 'data[].x'], ['data', 'data[].y'])).toEqual(['data', 'data[].y'])
  expect(learnShape(null, [])).toEqual([])
  expect(learnShape(['b', 'a'], [])).toEqual(['b', 'a'])
})
