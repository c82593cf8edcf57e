import { createHash, randomBytes } from 'node:crypto'

const tokenBytes = 32

/** 256 random bits, as text that fits a cookie or a header. */
export function createOpaqueToken(): string {
  return randomBytes(tokenBytes).toString('base64url')
}

/** True for a text that {@link createOpaqueToken} could have made; another is not worth a query. */
export function isOpaqueToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text)
}

/**
 * What is stored of a token or a code. A plain hash will do for these: nobody can guess what was chosen at random from so
 * many. It is no way to keep a password.
 */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
