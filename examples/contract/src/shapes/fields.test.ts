import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { adminName, amount, instant, money } from './fields.ts'

const units = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })

test.each([
  ['an amount', amount, 8],
  ['money', money, 2],
] as const)('%s comes back from its text as it was', (_what, codec, decimals) => {
  fc.assert(
    fc.property(units, (value) => {
      const text = z.encode(codec, value)
      expect(text.split('.')[1]).toHaveLength(decimals)
      expect(z.decode(codec, text)).toBe(value)
    }),
  )
})

test('an instant comes back from its text as it was', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }), (at) => {
      expect(z.decode(instant, z.encode(instant, at))).toEqual(at)
    }),
  )
})

test('an admin is told by the name and nothing else', () => {
  const admin = { username: 'chief', userId: 7 }
  expect(z.encode(adminName, admin)).toBe('chief')
  expect(z.decode(adminName, 'chief')).toEqual({ username: 'chief' })
})

test.each(['1.000000001', `${'9'.repeat(30)}.00000000`, '1', '', '1e3'])('%j is no amount', (text) => {
  const { success, error } = z.safeDecode(amount, text)
  expect(success).toBe(false)
  expect(error?.issues).toHaveLength(1)
})
