import { Secret } from 'otpauth'
import { expect, test } from 'vitest'
import { createRecoveryCodes, recoveryCodeHash } from './recovery-codes.ts'
import { createTotpSecret, totpStep, totpUri } from './totp.ts'

// RFC 6238, appendix B, cut to six digits.
const rfcSecret = Secret.fromLatin1('12345678901234567890').base32

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
])('at second %i the code is %s', (second, code) => {
  const step = Math.floor(second / 30)
  const stepAt = (steps: number, typed = code) => totpStep(rfcSecret, typed, new Date((second + 30 * steps) * 1000))
  expect([-2, -1, 0, 1, 2].map((steps) => stepAt(steps))).toEqual([null, step, step, step, null])
  expect(stepAt(0, ` ${code.slice(0, 3)} ${code.slice(3)}`)).toBe(step)
  for (const wrong of ['', '000000', `${code}0`, code.slice(1), 'abcdef']) expect(stepAt(0, wrong)).toBeNull()
})

test('the address names issuer and user', () => {
  const secret = createTotpSecret()
  expect(Secret.fromBase32(secret).bytes).toHaveLength(20)
  const uri = new URL(totpUri(secret, { issuer: 'Goated desk', username: 'ann & bob' }))
  expect(uri.protocol).toBe('otpauth:')
  expect(decodeURIComponent(uri.pathname)).toContain('Goated desk:ann & bob')
  expect(uri.searchParams.get('secret')).toBe(secret)
})

test('ten recovery codes, all different, found however they are typed', () => {
  const codes = createRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) {
    expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{6}-){3}[0-9a-hjkmnp-tv-z]{6}$/)
    const typed = code.toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l')
    expect(recoveryCodeHash(typed)).toBe(recoveryCodeHash(code))
  }
  expect(recoveryCodeHash(codes[0] ?? '')).not.toBe(recoveryCodeHash(codes[1] ?? ''))
})
