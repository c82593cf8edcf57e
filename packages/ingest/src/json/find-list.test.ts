import { describe, expect, test } from 'vitest'
import { findList, valueAt } from './find-list.ts'

describe('findList', () => {
  test.each<[what: string, body: unknown, paths: [string, ...string[]], found: object]>([
    ['where it stands', { data: [1] }, ['data'], { path: 'data', rows: [1] }],
    [
      'deep inside',
      { data: { monthly: { data: [1] } } },
      ['data', 'data.monthly.data'],
      { path: 'data.monthly.data', rows: [1] },
    ],
    ['the likeliest of two', { a: [1], b: [2] }, ['b', 'a'], { path: 'b', rows: [2] }],
    ['as the body itself', [1], ['data', ''], { path: '', rows: [1] }],
    ['empty where it stands', { data: [] }, ['', 'data'], { path: 'data', rows: [] }],
    ['empty as the body, where lists are bare', [], ['', 'data'], { path: '', rows: [] }],
  ])('finds a list %s', (_, body, paths, found) => {
    expect(findList(body, ...paths)).toEqual(found)
  })

  test.each<[what: string, body: unknown, paths: [string, ...string[]], path: string]>([
    ['a bare empty list where lists have a key', [], ['data', ''], 'data'],
    ['an object', { data: {} }, ['data'], 'data'],
    ['nothing', {}, ['data.list', 'other'], 'data.list'],
    ['a body that is none', 7, ['', 'data'], 'the body'],
    ['a body of null', null, ['data'], 'data'],
  ])('refuses %s', (_, body, paths, path) => {
    expect(() => findList(body, ...paths)).toThrow(
      expect.objectContaining({
        code: 'READING_INVALID',
        message: `${path}: expected a list.`,
        details: { reason: 'WRONG_TYPE', path },
      }),
    )
  })

  test('says that the upstream failed before it says that there is no list', () => {
    expect(() => findList({ error: 'x' }, 'data')).toThrow(expect.objectContaining({ code: 'UPSTREAM_FAILED' }))
    expect(() => findList({ error: 'x', data: [1] }, 'data')).toThrow(
      expect.objectContaining({ code: 'UPSTREAM_FAILED' }),
    )
    // A mere hint counts only where nobody is listed.
    expect(findList({ message: 'x', data: [1] }, 'data').rows).toEqual([1])
    expect(() => findList({ message: 'x', data: [] }, 'data')).toThrow(
      expect.objectContaining({ code: 'UPSTREAM_FAILED' }),
    )
  })
})

test('valueAt finds what stands at a path, and only what the body itself has', () => {
  const body = { a: { b: [{ c: 1 }], n: null } }
  expect(valueAt(body, '')).toBe(body)
  expect(valueAt(body, 'a.b.0.c')).toBe(1)
  expect(valueAt(body, 'a.n')).toBeNull()
  for (const path of ['x', 'a.x', 'a.n.x', 'a.b.0.c.x', 'a.toString', 'constructor'])
    expect(valueAt(body, path)).toBeUndefined()
  expect(valueAt('text', 'length')).toBeUndefined()
  expect(valueAt(null, 'a')).toBeUndefined()
})
