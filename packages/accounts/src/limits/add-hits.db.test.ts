import { testDatabase } from '@goated/testkit'
import { expect, onTestFinished, test } from 'vitest'
import { addHits } from './add-hits.ts'

const windowStart = new Date('2025-06-02T12:00:00Z')
const later = new Date('2025-06-02T12:01:00Z')

test('hits of all processes add up in their window', async () => {
  const { db, close } = await testDatabase()
  onTestFinished(close)
  const add = (...hits: [key: string, hits: number, windowStart?: Date][]) =>
    addHits(db, { hits: hits.map(([key, hits, at = windowStart]) => ({ key, hits, windowStart: at })) })
  const counts = (rows: { key: string; hits: number }[]) => new Map(rows.map(({ key, hits }) => [key, hits]))
  expect(counts(await add(['b', 2], ['a', 3]))).toEqual(
    new Map([
      ['a', 3],
      ['b', 2],
    ]),
  )
  expect(counts(await add(['a', 4]))).toEqual(new Map([['a', 7]]))
  expect(counts(await add(['a', 1, later]))).toEqual(new Map([['a', 1]]))
  const both = await Promise.all([add(['a', 1], ['b', 1]), add(['b', 1], ['a', 1])])
  expect(Math.max(...both.map((rows) => counts(rows).get('a') ?? 0))).toBe(9)
  expect(await addHits(db, { hits: [] })).toEqual([])
})
