import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { GoatedError } from '@goated/schema'

const cipher = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16
const secretLengthMin = 32

/**
 * Encrypts a user's TOTP secret for storing: AES-256-GCM under a key derived from the application's secret. It is bound to
 * the user, so that a row copied to another user does not open.
 *
 * @throws SECRET_TOO_SHORT
 */
export function sealSecret(plain: string, userId: number, secret: string): string {
  const iv = randomBytes(ivBytes)
  const sealing = createCipheriv(cipher, keyFrom(secret), iv).setAAD(owner(userId))
  const text = Buffer.concat([sealing.update(plain, 'utf8'), sealing.final()])
  return Buffer.concat([iv, sealing.getAuthTag(), text]).toString('base64')
}

/**
 * @throws SECRET_TOO_SHORT
 * @throws TOTP_SECRET_UNREADABLE it was sealed under another secret or for another user, or was changed since
 */
export function openSecret(sealed: string, userId: number, secret: string): string {
  const bytes = Buffer.from(sealed, 'base64')
  const key = keyFrom(secret)
  try {
    const opening = createDecipheriv(cipher, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
    opening.setAAD(owner(userId)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
    return opening.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + opening.final('utf8')
  } catch (cause) {
    throw new GoatedError('TOTP_SECRET_UNREADABLE', 'A second factor cannot be decrypted with the secret in use.', {
      details: { userId },
      cause,
    })
  }
}

function keyFrom(secret: string): Buffer {
  if (secret.length < secretLengthMin)
    throw new GoatedError('SECRET_TOO_SHORT', `The secret must have at least ${secretLengthMin} characters.`)
  return Buffer.from(hkdfSync('sha256', secret, '', 'goated totp secrets', 32))
}

function owner(userId: number): Buffer {
  return Buffer.from(`user ${userId}`)
}
