import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { accountError } from '../errors.ts'

const cipher = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16
const secretLengthMin = 32

/** What a text is sealed with, and what it belongs to. */
export interface Seal {
  /** The application's. */
  secret: string
  /** Each use has a key of its own. */
  use: string
  /** Whose text it is: copied to another owner, it does not open. */
  owner: string
}

/**
 * Encrypts a text for storing: AES-256-GCM under a key derived from the application's secret.
 *
 * @throws SECRET_TOO_SHORT
 */
export function sealText(plain: string, { secret, use, owner }: Seal): string {
  const iv = randomBytes(ivBytes)
  const sealing = createCipheriv(cipher, deriveKey(secret, use), iv).setAAD(Buffer.from(owner))
  const text = Buffer.concat([sealing.update(plain, 'utf8'), sealing.final()])
  return Buffer.concat([iv, sealing.getAuthTag(), text]).toString('base64')
}

/**
 * Decrypts what {@link sealText} made.
 *
 * @throws SECRET_TOO_SHORT
 * @throws Error it was sealed under another secret or for another owner, or was changed since
 */
export function openText(sealed: string, { secret, use, owner }: Seal): string {
  const bytes = Buffer.from(sealed, 'base64')
  const key = deriveKey(secret, use)
  const opening = createDecipheriv(cipher, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
  opening.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  return opening.update(bytes.subarray(ivBytes + tagBytes), undefined, 'utf8') + opening.final('utf8')
}

/**
 * A key of 256 bits for one use, derived from the application's secret.
 *
 * @throws SECRET_TOO_SHORT
 */
export function deriveKey(secret: string, use: string): Buffer {
  if (secret.length < secretLengthMin)
    throw accountError('SECRET_TOO_SHORT', `The secret must have at least ${secretLengthMin} characters.`)
  return Buffer.from(hkdfSync('sha256', secret, '', use, 32))
}
