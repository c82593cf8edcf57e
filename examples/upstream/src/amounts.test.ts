import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatAmount } from './amounts.ts'

test('writes the exact decimal, without trailing zeros or exponents', () => {
  expect(formatAmount(0n)).toBe('0')
  expect(formatAmount(1n)).toBe('0.00000001')
  expect(formatAmount(10n)).toBe('0.0000001')
  expect(formatAmount(100_000_000n)).toBe('1')
  expect(formatAmount(12_050_000_000n)).toBe('120.5')
  expect(formatAmount(1_000_000_000_000n)).toBe('10000')
  expect(formatAmount(9_007_199_254_740_993_00000001n)).toBe('9007199254740993.00000001')
  expect(formatAmount(-150_000_000n)).toBe('-1.5')
})

test('can be read back digit by digit', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 24n }), (units) => {
      const text = formatAmount(units)
      expect(text).toMatch(/^(0|[1-9]\d*)(\.\d{0,7}[1-9])?$/)
      const [whole = '', fraction = ''] = text.split('.')
      expect(BigInt(whole + fraction.padEnd(8, '0'))).toBe(units)
    }),
  )
})
