import { isGoatedError } from '@goated/schema'
import { openText, type Seal, sealText } from '../credentials/sealed-text.ts'
import { accountError } from '../errors.ts'

/**
 * Encrypts a user's TOTP secret for storing, bound to the user, so that a row copied to another user does not open.
 *
 * @throws SECRET_TOO_SHORT
 */
export function sealSecret(plain: string, userId: number, secret: string): string {
  return sealText(plain, sealOf(userId, secret))
}

/**
 * @throws SECRET_TOO_SHORT
 * @throws TOTP_SECRET_UNREADABLE it was sealed under another secret or for another user, or was changed since
 */
export function openSecret(sealed: string, userId: number, secret: string): string {
  try {
    return openText(sealed, sealOf(userId, secret))
  } catch (cause) {
    if (isGoatedError(cause)) throw cause
    throw accountError('TOTP_SECRET_UNREADABLE', 'A second factor cannot be decrypted with the secret in use.', {
      details: { userId },
      cause,
    })
  }
}

function sealOf(userId: number, secret: string): Seal {
  return { secret, use: 'goated totp secrets', owner: `user ${userId}` }
}
