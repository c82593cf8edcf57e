import { describe, expect, test } from 'vitest'
import { moneyBreaches } from './money-rule.ts'
import { sourceFiles } from './source-files.ts'

test('no package lets an amount pass through a float', () => {
  const files = sourceFiles('packages', /\.ts$/).filter(
    ({ path }) => /^packages\/[^/]+\/src\//.test(path) && !/^packages\/testkit\/|\.test\.ts$/.test(path),
  )

  expect(files.length).toBeGreaterThan(50)
  expect(files.flatMap(moneyBreaches)).toEqual([])
})

function breaches(text: string): string[] {
  return moneyBreaches({ path: 'a.ts', text })
}

describe('a breach is found:', () => {
  test.each([
    'const x = Number(row.total)',
    'const x = new Number(row.total)',
    'rows.map(Number)',
    'const x = parseFloat(row.total)',
    'const x = Number.parseFloat(row.total)',
    'rows.map(parseFloat)',
    'const x = +row.total',
    'const x = wager.toNumber()',
    'const x = (cents / 100).toFixed(2)',
    'const x = Math.round(wagered / 100)',
    'const x = Math.max(a, row.prize)',
    'const x = z.coerce.number()',
    "const x = doublePrecision('wager')",
    "const x = real('wager')",
    'sql`select total::float8 from t`',
    'sql`select ${column}::double precision, ${other} from t`',
    "sql.raw('select cast(total as real) from t')",
  ])('%s', (text) => {
    expect(breaches(text)).toHaveLength(1)
  })

  test('of several lines, each is named', () => {
    expect(breaches('const a = 1\nconst b = Number(a)\nconst c = +b\n')).toEqual([
      'a.ts:2: Number makes a float',
      'a.ts:3: unary plus makes a float',
    ])
  })

  test('an allowance without a reason', () => {
    expect(breaches('const x = Number(a) // not money:')).toHaveLength(1)
  })

  test('an allowance two lines above', () => {
    expect(breaches('// not money: a count\n\nconst x = Number(a)')).toHaveLength(2)
  })

  test('an allowance that nothing needs any more', () => {
    expect(breaches('const x = 1 // not money: a count')).toHaveLength(1)
  })
})

describe('this is allowed:', () => {
  test.each([
    'const x = Number(text) // not money: a count of players',
    '// not money: a count of players\nconst x = Number(text)',
    'const id = parseInt(text, 10)',
    'Number.isSafeInteger(id) && id < Number.MAX_SAFE_INTEGER',
    'const at = Math.min(asOf, endDate.getTime())',
    'const paid = Math.max(...race.prizeDistribution.map(({ to }) => to), totalUsers)',
    'const x = -1 + +2',
    'const x = BigInt(text)',
    'type X = Number',
    'sql`select total::text, reached_at::timestamptz from t`',
    '// Number( and parseFloat( in a comment',
    "const message = 'Number(x) is not how it is done'",
  ])('%s', (text) => {
    expect(breaches(text)).toEqual([])
  })
})
