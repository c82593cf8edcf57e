import { readable } from '@goated/schema'
import { apiTokens } from '@goated/schema/tables'
import type { TokenScope } from '@goated/schema/vocabulary'
import { createOpaqueToken, isOpaqueToken } from '../credentials/opaque-token.ts'

/** A token as it may be shown: without the hash. */
export interface ListedApiToken {
  id: number
  name: string
  scopes: TokenScope[]
  createdBy: number
  /** The token that created it; null where the admin did it in person. */
  createdByToken: number | null
  createdAt: Date
  expiresAt: Date | null
  revokedAt: Date | null
  lastUsedAt: Date | null
}

const { tokenHash: _, ...shown } = readable(apiTokens)
export const listedColumns: Omit<(typeof apiTokens)['_']['columns'], 'tokenHash'> = shown

// Programs that look for leaked keys go by such a prefix.
const prefix = 'goated_'

/** 256 random bits behind a prefix that says whose token it is. */
export function createTokenText(): string {
  return prefix + createOpaqueToken()
}

export function isTokenText(text: string): boolean {
  return text.startsWith(prefix) && isOpaqueToken(text.slice(prefix.length))
}
