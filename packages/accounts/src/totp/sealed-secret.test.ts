import { expect, test } from 'vitest'
import { openSecret, sealSecret } from './sealed-secret.ts'

const secret = 'a secret of thirty-two characters'
const unreadable = expect.objectContaining({ code: 'TOTP_SECRET_UNREADABLE' })

test('a sealed secret opens for its user with the same secret, and shows nothing', () => {
  const sealed = sealSecret('JBSWY3DPEHPK3PXP', 7, secret)
  expect(openSecret(sealed, 7, secret)).toBe('JBSWY3DPEHPK3PXP')
  expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('JBSWY')
  expect(sealSecret('JBSWY3DPEHPK3PXP', 7, secret)).not.toBe(sealed)
})

test('it opens neither for another user, nor with another secret, nor when a bit was changed', () => {
  const sealed = sealSecret('JBSWY3DPEHPK3PXP', 7, secret)
  expect(() => openSecret(sealed, 8, secret)).toThrow(unreadable)
  expect(() => openSecret(sealed, 7, `${secret}!`)).toThrow(unreadable)
  expect(() => openSecret('', 7, secret)).toThrow(unreadable)
  const bytes = Buffer.from(sealed, 'base64')
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(() => openSecret(changed.toString('base64'), 7, secret)).toThrow(unreadable)
  }
})

test('a short secret is refused', () => {
  expect(() => sealSecret('x', 7, 'short')).toThrow(expect.objectContaining({ code: 'SECRET_TOO_SHORT' }))
})
