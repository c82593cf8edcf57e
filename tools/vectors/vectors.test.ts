import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runVectors } from './run.ts'

function load(name: string): { raceTotals?: { expect: { total: string }[] }[]; prizes?: unknown[] } {
  return JSON.parse(readFileSync(new URL(`cases/${name}.json`, import.meta.url), 'utf8')) as never
}

test.each(['race-totals', 'prizes'])('every worked case of %s holds', (name) => {
  const results = runVectors(load(name))
  expect(results.length).toBeGreaterThan(7)
  expect(results.filter(({ failure }) => failure !== null)).toEqual([])
})

test('a wrong expectation fails', () => {
  const file = load('race-totals')
  const first = file.raceTotals?.[0]?.expect[0]
  if (first) first.total = '109.99999999'
  expect(runVectors(file).filter(({ failure }) => failure !== null)).toHaveLength(1)
})
