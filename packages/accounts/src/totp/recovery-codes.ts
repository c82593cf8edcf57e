import { randomBytes } from 'node:crypto'
import type { Db } from '@goated/schema'
import { recoveryCodes } from '@goated/schema/tables'
import { eq } from 'drizzle-orm'
import { sha256 } from '../credentials/opaque-token.ts'

const count = 10
const length = 24
// Crockford's base 32: no letter that looks like a digit.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** Gives a user ten new codes, and voids those there were. */
export async function replaceRecoveryCodes(tx: Db, userId: number, createdAt: Date): Promise<string[]> {
  const codes = createRecoveryCodes()
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
  await tx.insert(recoveryCodes).values(codes.map((code) => ({ userId, codeHash: recoveryCodeHash(code), createdAt })))
  return codes
}

/** Ten codes of 120 random bits, in groups for reading: `4q7s0z-...`. */
export function createRecoveryCodes(): string[] {
  return Array.from({ length: count }, () => {
    const letters = Array.from(randomBytes(length), (byte) => alphabet[byte & 31]).join('')
    return letters.replace(/.{6}(?=.)/g, '$&-')
  })
}

/** What is stored of a recovery code, however it was typed. */
export function recoveryCodeHash(code: string): string {
  return sha256(
    code
      .toLowerCase()
      .replace(/[^0-9a-z]/g, '')
      .replace(/[il]/g, '1')
      .replaceAll('o', '0'),
  )
}
